"""The command line `luoshi`: one module per command. Each imports only what its command needs, so that `luoshi read` stays light."""
