import type { AuditEntryView, AuditHeadView, FailureView, KeySummary } from "../../bindings";

export type KeyMode = "skm" | "sckm" | "gkm" | "ckm";
export type UserState = "verified" | "unverified" | "waiting-for-contact" | "deleted";
export type UserOrder = "email" | "name" | "ends" | "contact";

export interface UserRowView {
  email: string; name: string; mode: KeyMode; state: UserState; fingerprint: string; algorithm: string; expires: string | null; revoked: boolean; hasSecrets: boolean;
  certifiedBy: number | null; certifiedUntil: string | null; added: string; lastContact: string; deleted: string | null;
}
export interface UserPageRequest { filter: string | null; state: UserState | null; order: UserOrder; after: string | null; limit: number }
export interface UserPageView { rows: UserRowView[]; total: number; next: string | null }
export interface UserDetailsView { row: UserRowView; key: KeySummary; origin: string; certifiedAt: string | null; history: AuditEntryView[] }

export interface AddUserRequest { email: string; name: string; mode: KeyMode }
export interface AddUserReceiptView { user: UserRowView; auditHead: AuditHeadView }

export interface ImportUsersRequest { source: string; mode: KeyMode | null; passphrase: string | null }
export interface ImportedUserView { source: string; email: string | null; fingerprint: string | null; relation: "new" | "same" | "newer" | "refused"; refusal: FailureView | null }
export interface UserImportView { new: number; same: number; newer: number; refused: number; rows: ImportedUserView[]; auditHead: AuditHeadView | null }

export interface ExportUsersRequest { email: string | null; target: string; overwrite: boolean }
export interface UserExportReceiptView { email: string | null; keys: number; bytes: number; sha256: string; at: string; auditHead: AuditHeadView }
export interface ContactUserRequest { email: string; at: string | null }
export interface DeleteUserRequest { email: string; confirm: string }
