import type { AuditEntryView, AuditHeadView, FailureView, KeySummary, WrittenFileView } from "../../bindings";

export type KeyMode = "skm" | "sckm" | "gkm" | "ckm";
export type UserState = "verified" | "unverified" | "waiting-for-contact";
export type UserOrder = "newest" | "name" | "email" | "contact";

export interface UserRowView { id: string; email: string; name: string; mode: KeyMode; state: UserState; fingerprint: string; signedUntil: string | null; lastContact: string | null }
export interface UsersRequest { filter: string | null; state: UserState | null; order: UserOrder; after: string | null; limit: number }
export interface UsersPageView { rows: UserRowView[]; total: number; next: string | null }
export interface UserView { row: UserRowView; summary: KeySummary; history: AuditEntryView[] }

export interface AddUserRequest { email: string; name: string; mode: KeyMode }
export interface AddUserReceiptView { user: UserRowView; auditHead: AuditHeadView }

export interface ImportUsersRequest { files: string[]; mode: KeyMode }
export interface UserRefusalView { what: string; failure: FailureView }
export interface ImportUsersPlanView { files: number; found: number; added: number; completed: number; same: number; generated: number; refused: number; refusals: UserRefusalView[] }
export interface ImportUsersReceiptView extends ImportUsersPlanView { auditHead: AuditHeadView }

export interface ExportUsersRequest { user: string | null; target: string; overwrite: boolean }
export interface ExportUsersReceiptView { keys: number; file: WrittenFileView; auditHead: AuditHeadView }
export interface NoteContactRequest { user: string; at: string | null }
export interface DeleteUserRequest { user: string; confirm: string }
