"""Statements run on connections that the caller has made: what each engine must be told before it runs one."""
