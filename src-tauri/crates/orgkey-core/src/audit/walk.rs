use orgkey_vault::{AuditRecord, Chain};

/// Goes through entries in their order and finds the first one that does not hold: the same walk for a log that leaves
/// the vault and for one that comes back as a file.
pub(super) struct Walk {
    chain: Option<Chain>,
    next: i64,
    gaps: bool,
    entries: u64,
}

impl Walk {
    /// From that entry on. With `gaps` entries may be missing in between: then only neighbours are chained, and of the
    /// others each holds by itself.
    pub(super) fn from(vault_id: &str, first: i64, gaps: bool) -> Self {
        let chain = (first == 1).then(|| Chain::beginning(vault_id));
        Self { chain, next: first, gaps, entries: 0 }
    }

    /// Takes the next entry; false where it does not hold, and [`Self::next`] is then the number that is broken.
    pub(super) fn take(&mut self, record: &AuditRecord) -> bool {
        let placed = if self.gaps { record.seq >= self.next } else { record.seq == self.next };
        if !placed {
            return false;
        }
        // Behind a gap the entry is taken at its word; what it follows on is not there.
        let (here, earlier) = (record.seq == self.next, self.chain.as_ref().map_or(0, Chain::counter));
        let mut chain = self.chain.take().filter(|_| here).unwrap_or_else(|| Chain::before(record));
        self.next = record.seq;
        if record.counter < earlier || !chain.follow(record) {
            return false;
        }
        (self.chain, self.next, self.entries) = (Some(chain), record.seq.saturating_add(1), self.entries + 1);
        true
    }

    /// Number of the entry that would come next; after a refusal that of the broken one.
    pub(super) fn next(&self) -> i64 {
        self.next
    }

    /// How many were taken.
    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    /// Where it stands; none before the first entry of a part.
    pub(super) fn chain(&self) -> Option<&Chain> {
        self.chain.as_ref()
    }
}
