//! kill -9 at every write-class system call of each operation.

super::operations::each_operation!(super::killed::at_every_write);
