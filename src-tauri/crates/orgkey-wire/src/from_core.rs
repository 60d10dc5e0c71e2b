//! Domain values to views. Here paths are cut to names and nothing else is decided.

use crate::*;
use orgkey_core as core;
use orgkey_types::Failure;
use std::path::Path;

/// Name of the folder or drive that a path lies in, for showing.
pub fn place_of(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

/// Name of a file or folder, for showing.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl From<&core::Holder> for HolderView {
    fn from(holder: &core::Holder) -> Self {
        Self {
            program: holder.program.clone(),
            pid: holder.pid,
            host: holder.host.clone(),
            administrator: holder.administrator.clone(),
            since: holder.since,
        }
    }
}

impl From<&core::SlotSummary> for AdministratorView {
    fn from(slot: &core::SlotSummary) -> Self {
        Self {
            name: slot.administrator.clone(),
            role: slot.role.clone(),
            created: slot.created,
            derivation: slot.kdf.clone(),
            may_use_secrets: slot.may_use_secrets,
        }
    }
}

impl From<core::Strength> for StrengthView {
    fn from(strength: core::Strength) -> Self {
        Self {
            bits: strength.bits,
            level: strength.level,
            accepted: strength.accepted,
            floor_characters: core::FLOOR_CHARACTERS,
            floor_bits: core::FLOOR_BITS,
        }
    }
}

impl From<core::ReadBy> for ReadBy {
    fn from(read_by: core::ReadBy) -> Self {
        match read_by {
            core::ReadBy::Everything => Self::Everything,
            core::ReadBy::GnupgAndNewer => Self::GnupgAndNewer,
            core::ReadBy::Rfc9580 => Self::Rfc9580,
            core::ReadBy::PostQuantum => Self::PostQuantum,
        }
    }
}

impl From<core::KeyChoice> for KeyChoiceView {
    fn from(choice: core::KeyChoice) -> Self {
        Self {
            algorithm: choice.algorithm,
            profile: choice.profile,
            label: choice.algorithm.label().to_owned(),
            read_by: choice.read_by.into(),
            recommended: choice.recommended,
            slow: choice.slow,
        }
    }
}

impl From<GenerateKeyRequest> for core::GenerateKey {
    fn from(request: GenerateKeyRequest) -> Self {
        Self { user_id: request.user_id, algorithm: request.algorithm, profile: request.profile, expires: request.expires }
    }
}

impl From<core::GeneratePlan> for GeneratePlanView {
    fn from(plan: core::GeneratePlan) -> Self {
        Self {
            user_id: plan.user_id,
            label: plan.choice.algorithm.label().to_owned(),
            profile: plan.choice.profile,
            expires: plan.expires,
            generation: plan.generation,
            read_by: plan.choice.read_by.into(),
        }
    }
}

impl From<core::GenerateReceipt> for GenerateReceiptView {
    fn from(receipt: core::GenerateReceipt) -> Self {
        Self { key: (&receipt.key).into(), audit_head: (&receipt.audit_head).into() }
    }
}

impl From<&core::KeyRow> for KeyRowView {
    fn from(row: &core::KeyRow) -> Self {
        let (stored, summary) = (&row.stored, &row.stored.summary);
        Self {
            id: stored.id.clone(),
            generation: stored.generation,
            name: row.name(),
            fingerprint: summary.fingerprint.clone(),
            algorithm: row.algorithm(),
            version: summary.version,
            state: row.state.into(),
            created: summary.created,
            expires: summary.expires,
            backup: BackupState {
                proven: row.coverage.copies > 0,
                copies: row.coverage.copies,
                last_proven: row.coverage.last_proven,
                public_part_stale: row.coverage.public_part_stale,
            },
        }
    }
}

impl From<core::KeyState> for KeyState {
    fn from(state: core::KeyState) -> Self {
        match state {
            core::KeyState::Active => Self::Active,
            core::KeyState::Ending => Self::Ending,
            core::KeyState::Expired => Self::Expired,
            core::KeyState::Revoked => Self::Revoked,
            core::KeyState::Retired => Self::Retired,
        }
    }
}

impl OrganizationKeysView {
    /// The page from the rows, which come with the key in use first.
    pub fn new(rows: &[core::KeyRow]) -> Self {
        let in_use = |row: &&core::KeyRow| row.stored.state == "active";
        Self {
            current: rows.iter().find(in_use).map(Into::into),
            earlier: rows.iter().filter(|row| !in_use(row)).map(Into::into).collect(),
        }
    }
}

impl OrganizationKeyView {
    /// The details; the refusal is what stands in the way of Export Keypair for this administrator.
    pub fn new(details: &core::KeyDetails, export_refused: Option<&Failure>, language: Language) -> Self {
        Self {
            row: (&details.row).into(),
            summary: details.row.stored.summary.clone(),
            origin: details.row.stored.origin.clone(),
            renews: None,
            export_refused: export_refused.map(|failure| FailureView::new(failure, language)),
            backups: details.backups.iter().map(Into::into).collect(),
            history: details.history.iter().map(Into::into).collect(),
        }
    }
}

impl From<core::ExportPart> for ExportPart {
    fn from(part: core::ExportPart) -> Self {
        match part {
            core::ExportPart::Public => Self::Public,
            core::ExportPart::Keypair => Self::Keypair,
        }
    }
}

impl From<ExportPart> for core::ExportPart {
    fn from(part: ExportPart) -> Self {
        match part {
            ExportPart::Public => Self::Public,
            ExportPart::Keypair => Self::Keypair,
        }
    }
}

impl From<ExportPreset> for core::Preset {
    fn from(preset: ExportPreset) -> Self {
        match preset {
            ExportPreset::Modern => Self::Modern,
            ExportPreset::Compatible => Self::Compatible,
        }
    }
}

impl From<&core::ExportPlan> for ExportPlanView {
    fn from(plan: &core::ExportPlan) -> Self {
        let version = plan.key.stored.summary.version;
        Self {
            key: (&plan.key).into(),
            part: plan.part.into(),
            protection: plan.preset.map(|preset| preset.protection().to_owned()),
            opens_in: opens_in(plan.preset, version),
            file_name: name_of(&plan.target),
            place: plan.target.parent().map(place_of).unwrap_or_default(),
            replaces: plan.replaces,
        }
    }
}

/// Programs that open such a file; each was tried in `tests/interop`.
fn opens_in(preset: Option<core::Preset>, version: u8) -> Vec<String> {
    let programs: &[&str] = match (preset, version) {
        (Some(core::Preset::Compatible) | None, ..=4) => &["GnuPG 2.2", "Sequoia sq", "OpenPGP.js", "OrgKey Console"],
        _ => &["OpenPGP.js 6", "OrgKey Console"],
    };
    programs.iter().map(|name| (*name).to_owned()).collect()
}

impl From<&core::ExportReceipt> for ExportReceiptView {
    fn from(receipt: &core::ExportReceipt) -> Self {
        Self {
            fingerprint: receipt.fingerprint.clone(),
            part: receipt.part.into(),
            file_name: name_of(&receipt.file.path),
            place: receipt.file.path.parent().map(place_of).unwrap_or_default(),
            bytes: receipt.file.bytes,
            sha256: receipt.file.sha256.clone(),
            protection: receipt.preset.map(|preset| preset.protection().to_owned()),
            at: receipt.at,
            proof: receipt.proof.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

impl From<&core::ProvenKey> for ProofView {
    fn from(proven: &core::ProvenKey) -> Self {
        let means = match proven.means {
            core::ProofMeans::MessageDecrypted => ProofMeans::MessageDecrypted,
            core::ProofMeans::SignatureVerified => ProofMeans::SignatureVerified,
            core::ProofMeans::MatchedByArithmetic => ProofMeans::MatchedByArithmetic,
        };
        Self { fingerprint: proven.fingerprint.clone(), algorithm: proven.algorithm.clone(), means }
    }
}

impl From<core::Relation> for ImportRelation {
    fn from(relation: core::Relation) -> Self {
        match relation {
            core::Relation::New => Self::New,
            core::Relation::Same => Self::Same,
            core::Relation::Newer => Self::Newer,
            core::Relation::Conflict => Self::Conflict,
        }
    }
}

impl ImportPlanView {
    /// The preview, with the words of its refusal.
    pub fn new(plan: &core::ImportPlan, language: Language) -> Self {
        Self {
            key: plan.key.clone(),
            relation: plan.relation.into(),
            existing: plan.existing.as_ref().map(Into::into),
            added_packets: plan.added_packets,
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
            other_keys: plan.others.clone(),
            notes: plan.notes.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&core::ImportReceipt> for ImportReceiptView {
    fn from(receipt: &core::ImportReceipt) -> Self {
        Self {
            key: (&receipt.key).into(),
            relation: receipt.relation.into(),
            added_packets: receipt.added_packets,
            self_signatures_renewed: receipt.self_signatures_renewed,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

impl From<&core::InspectedFile> for FileView {
    fn from(file: &core::InspectedFile) -> Self {
        let contents = &file.contents;
        Self {
            file_name: file.file_name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            kind: contents.kind.words().to_owned(),
            armored: contents.armored,
            blocks: contents.blocks.clone(),
            keys: contents.keys.iter().map(|key| key.summary.clone()).collect(),
            message: contents.message.as_ref().map(Into::into),
            notes: contents.notes.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&core::MessageInfo> for MessageView {
    fn from(message: &core::MessageInfo) -> Self {
        Self {
            recipients: message.recipients.clone(),
            passphrase_slots: message.passphrase_slots,
            encrypted: message.encrypted,
            format: message.format.clone(),
        }
    }
}

impl From<&core::Backup> for BackupView {
    fn from(backup: &core::Backup) -> Self {
        let row = &backup.stored;
        Self {
            id: row.id.clone(),
            fingerprint: row.subject_fingerprint.clone(),
            generation: row.generation,
            kind: row.kind.clone(),
            file_name: row.file_name.clone(),
            place: place_of(Path::new(&row.place)),
            bytes: row.bytes,
            sha256: row.sha256.clone(),
            preset: row.preset.clone(),
            made_at: row.made_at,
            made_by: row.made_by.clone(),
            proven_at: row.proven_at,
            proof: backup.proof.iter().map(Into::into).collect(),
        }
    }
}

impl From<AuditRequest> for core::AuditQuery {
    fn from(request: AuditRequest) -> Self {
        Self { before: request.before, limit: request.limit, text: request.text.filter(|text| !text.trim().is_empty()) }
    }
}

impl From<&core::AuditPage> for AuditPageView {
    fn from(page: &core::AuditPage) -> Self {
        Self { entries: page.entries.iter().map(Into::into).collect(), total: page.total, head: (&page.head).into() }
    }
}

impl From<&core::AuditEntry> for AuditEntryView {
    fn from(entry: &core::AuditEntry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at,
            administrator: entry.administrator.clone(),
            action: entry.action.clone(),
            phase: entry.phase.clone(),
            subject: entry.subject.clone(),
            detail: entry.detail.to_string(),
            hash: entry.hash.clone(),
        }
    }
}

impl From<&core::AuditHead> for AuditHeadView {
    fn from(head: &core::AuditHead) -> Self {
        Self { seq: head.seq, hash: head.hash.clone(), counter: head.counter }
    }
}

impl HomeView {
    /// The page, for the moment that it was computed for.
    pub fn new(home: &core::Home, now: orgkey_types::Timestamp) -> Self {
        Self {
            attention: home.attention.iter().map(Into::into).collect(),
            recoverability: home.recoverability.iter().map(Into::into).collect(),
            endings: home.endings.iter().map(|ending| EndingView { kind: ending.kind.to_owned(), at: ending.at }).collect(),
            events: home.events.iter().map(Into::into).collect(),
            now,
        }
    }
}

impl From<&core::Attention> for AttentionView {
    fn from(item: &core::Attention) -> Self {
        Self { kind: item.kind.into(), severity: item.severity.into(), key: item.key.clone(), date: item.date }
    }
}

impl From<core::AttentionKind> for AttentionKind {
    fn from(kind: core::AttentionKind) -> Self {
        match kind {
            core::AttentionKind::NoOrganizationKey => Self::NoOrganizationKey,
            core::AttentionKind::NeverBackedUp => Self::NeverBackedUp,
            core::AttentionKind::ProofOld => Self::ProofOld,
            core::AttentionKind::KeyEnding => Self::KeyEnding,
            core::AttentionKind::KeyExpired => Self::KeyExpired,
            core::AttentionKind::KeyRevoked => Self::KeyRevoked,
            core::AttentionKind::CopyStale => Self::CopyStale,
            core::AttentionKind::LegacyKey => Self::LegacyKey,
            core::AttentionKind::SingleCopy => Self::SingleCopy,
        }
    }
}

impl From<core::Severity> for Severity {
    fn from(severity: core::Severity) -> Self {
        match severity {
            core::Severity::Bad => Self::Bad,
            core::Severity::Warning => Self::Warning,
            core::Severity::Note => Self::Note,
        }
    }
}

impl From<&core::Recoverability> for RecoverabilityView {
    fn from(item: &core::Recoverability) -> Self {
        Self {
            key: item.key.stored.id.clone(),
            generation: item.key.stored.generation,
            retired: item.key.state == core::KeyState::Retired,
            copies: item.key.coverage.copies,
            last_proven: item.key.coverage.last_proven,
            severity: item.severity.into(),
        }
    }
}

impl From<core::Stage> for Stage {
    fn from(stage: core::Stage) -> Self {
        match stage {
            core::Stage::Generating => Self::Generating,
            core::Stage::Storing => Self::Storing,
            core::Stage::Protecting => Self::Protecting,
            core::Stage::Writing => Self::Writing,
            core::Stage::ReadingBack => Self::ReadingBack,
            core::Stage::Opening => Self::Opening,
            core::Stage::Comparing => Self::Comparing,
            core::Stage::Decrypting => Self::Decrypting,
            core::Stage::Verifying => Self::Verifying,
            core::Stage::Registering => Self::Registering,
            core::Stage::Certifying => Self::Certifying,
        }
    }
}
