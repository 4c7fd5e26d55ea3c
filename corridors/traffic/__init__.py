"""What was carried: annual series, train services, and their trains on the network."""
