"""The web pages: files for the browser that speak to the HTTP API, without a build step."""
