//! Tests that need files with few rounds, or files that no writer of ours makes.

mod craft;
mod elsewhere;
mod hostile;
mod material;
mod mutation;
mod openssl_reads;
mod passwords;
mod round_trip;
mod shapes;
mod vectors;
