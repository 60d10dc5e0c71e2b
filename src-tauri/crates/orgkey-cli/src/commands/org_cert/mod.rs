//! `orgkey org-cert …`, a file per use case under the stems of `orgkey-core/src/org_cert`.

mod export;
mod intake;
mod text;

use super::{ca, whole};
use crate::{
    answer::Answer,
    arguments::org_cert::{OrgCertCrl, OrgCertFields, OrgCertVerb},
    process::Session,
    show::{pairs, written},
    watch::Watch,
};
use orgkey_core::{
    Access,
    ca::PublishCrl,
    org_cert::{
        OrgCertSettings, OrgCertSubject, PackOrgCert, PublishOrgCertCrl, WriteOrgCertRequest, change_org_cert_settings,
        org_cert_settings, organization_certificate, pack_org_cert, plan_org_cert_crl, publish_org_cert_crl,
        write_org_cert_request,
    },
};
use orgkey_types::Outcome;
use orgkey_wire::{
    CaKeyKind, CrlPlanView, CrlReceiptView, Language, OrgCertPackReceiptView, OrgCertRequestReceiptView,
    OrgCertSettingsView, OrgCertView,
};
use std::path::Path;

/// Leads a call to its use case.
pub fn run(verb: OrgCertVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        OrgCertVerb::Generate { subject, points, dry_run } => {
            intake::generate(session, &subject, points.crl_points, dry_run)
        }
        OrgCertVerb::Request { subject, to, overwrite } => request(session, &subject, &to, overwrite),
        OrgCertVerb::Install { files, points, dry_run } => intake::install(session, &files, points.crl_points, dry_run),
        OrgCertVerb::Import(wanted) => intake::import(session, &wanted),
        OrgCertVerb::Show => show(session),
        OrgCertVerb::Export(wanted) => export::export(session, &wanted),
        OrgCertVerb::Crl(wanted) => crl(session, &wanted),
        OrgCertVerb::Pack { to, serial } => pack(session, &to, serial.as_deref()),
        OrgCertVerb::Settings { user_certificate_days, smime_key } => {
            settings(session, user_certificate_days, smime_key)
        }
    }
}

impl OrgCertFields {
    fn to_core(&self) -> OrgCertSubject<'_> {
        OrgCertSubject {
            common_name: &self.common_name,
            email: self.email.as_deref(),
            organization: self.organization.as_deref(),
            unit: self.unit.as_deref(),
            city: self.city.as_deref(),
            state: self.state.as_deref(),
            country: self.country.as_deref(),
        }
    }
}

fn request(session: &Session, subject: &OrgCertFields, to: &Path, overwrite: bool) -> Outcome<Answer> {
    let target = whole(to);
    let mut vault = session.open(Access::Write)?;
    let wanted = WriteOrgCertRequest { subject: subject.to_core(), target: &target, overwrite };
    let receipt = write_org_cert_request(&mut vault, &wanted, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = OrgCertRequestReceiptView::from(&receipt);
    let more = [("Subject", view.subject.clone()), ("Key", view.key_algorithm.clone())];
    let text = written(&view.file, &target, &more);
    Ok(Answer::new(&view, text).with("path", &target))
}

fn show(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = OrgCertView::new(&organization_certificate(&vault, session.now)?, Language::En, session.now);
    let text = text::page(&view);
    Ok(Answer::new(view, text))
}

fn crl(session: &Session, wanted: &OrgCertCrl) -> Outcome<Answer> {
    let target = wanted.to.as_deref().map(whole);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    let list = PublishCrl {
        ca: None,
        days: wanted.days,
        format: wanted.format,
        target: target.as_deref(),
        overwrite: wanted.writing.overwrite,
        first_list: wanted.first_list,
    };
    let request = PublishOrgCertCrl { which: wanted.serial.as_deref(), list };
    if wanted.writing.dry_run {
        let plan = CrlPlanView::from(&plan_org_cert_crl(&vault, &request, session.now)?);
        let text = ca::crl::plan_text(&plan);
        return Ok(Answer::new(plan, text));
    }
    let receipt = publish_org_cert_crl(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CrlReceiptView::from(&receipt);
    let text = ca::crl::receipt_text(&view, target.as_deref());
    Ok(Answer::new(&view, text).with("path", &target))
}

fn pack(session: &Session, to: &Path, serial: Option<&str>) -> Outcome<Answer> {
    let target = whole(to);
    let mut vault = session.open(Access::Write)?;
    let request = PackOrgCert { which: serial, target: &target };
    let receipt = pack_org_cert(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = OrgCertPackReceiptView::from(&receipt);
    let files: Vec<&str> = view.files.iter().map(|file| file.file_name.as_str()).collect();
    let text = pairs(&[("Written", target.display().to_string()), ("Files", files.join(", "))]);
    Ok(Answer::new(&view, text).with("path", &target))
}

fn settings(session: &Session, days: Option<u32>, key: Option<CaKeyKind>) -> Outcome<Answer> {
    let changes = days.is_some() || key.is_some();
    let mut vault = session.open_for(!changes)?;
    let mut found = org_cert_settings(&vault)?;
    if changes {
        let wanted = OrgCertSettings {
            user_certificate_days: days.unwrap_or(found.user_certificate_days),
            smime_key: key.unwrap_or(found.smime_key),
        };
        found = change_org_cert_settings(&mut vault, wanted, session.now)?;
        session.saw(&vault)?;
    }
    let view = OrgCertSettingsView::from(found);
    let text = pairs(&[
        ("Users' certificates", format!("{} days", view.user_certificate_days)),
        ("Keys for S/MIME", view.smime_key.name().to_owned()),
    ]);
    Ok(Answer::new(view, text))
}
