//! The power fails at every write-class system call of each operation.

super::operations::each_operation!(super::killed::at_every_power_cut);
