//! The power fails at every write-class system call of five operations.

use super::{
    killed::at_every_power_cut,
    operations::{self, Operation},
};

fn cut_off(operation: Operation) {
    at_every_power_cut(&operation.prepared, operation.line, operation.judged);
}

#[test]
fn a_power_cut_during_vault_create_leaves_no_vault_or_a_whole_one() {
    cut_off(operations::vault_create());
}

#[test]
fn a_power_cut_during_vault_passwd_leaves_the_old_passphrase_in_force_or_the_new_one() {
    cut_off(operations::vault_passwd());
}

#[test]
fn a_power_cut_during_generate_leaves_no_key_or_a_whole_one() {
    cut_off(operations::generate());
}

#[test]
fn a_power_cut_during_export_leaves_no_file_or_one_that_restores() {
    cut_off(operations::export());
}

#[test]
fn a_power_cut_during_import_leaves_no_key_or_a_whole_one() {
    cut_off(operations::import());
}
