"""The HTTP API: the service functions of `api` over the network, with jobs, keys and workspaces."""
