"""How the packaged reading pipeline is trained and measured, from open corpora."""
