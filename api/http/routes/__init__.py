"""The routes of the API, one module a subject; each has a `router`."""
