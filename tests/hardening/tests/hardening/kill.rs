//! kill -9 at every write-class system call of five operations.

use super::{
    killed::at_every_write,
    operations::{self, Operation},
};

fn killed(operation: Operation) {
    at_every_write(&operation.prepared, operation.line, operation.judged);
}

#[test]
fn vault_create_leaves_no_vault_or_a_whole_one() {
    killed(operations::vault_create());
}

#[test]
fn vault_passwd_leaves_the_old_passphrase_in_force_or_the_new_one() {
    killed(operations::vault_passwd());
}

#[test]
fn generate_leaves_no_key_or_a_whole_one() {
    killed(operations::generate());
}

#[test]
fn export_leaves_no_file_or_one_that_restores() {
    killed(operations::export());
}

#[test]
fn import_leaves_no_key_or_a_whole_one() {
    killed(operations::import());
}
