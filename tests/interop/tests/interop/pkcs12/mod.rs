//! PKCS#12 files: ours in the programs of others, and theirs here.

mod made_elsewhere;
mod made_here;
mod reasons;
