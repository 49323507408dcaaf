"""What Reslot does: the host that carries out what flows decide, and its adapters."""
