"""How fast Troth reads on this machine, as ratios against the bare pipeline it runs."""
