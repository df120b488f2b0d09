"""The shapes of answers, for the OpenAPI; the service functions make what fits them."""
