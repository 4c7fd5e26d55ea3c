"""Shipped data: the ledger, tables of facts and their rules, layers."""
