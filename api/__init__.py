"""The surfaces: command line, reports and the service functions behind them."""
