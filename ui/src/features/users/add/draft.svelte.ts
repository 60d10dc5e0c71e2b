import type { AddUserRequest, KeyMode } from "../../../bindings";

/** Who is added; the key is made here, so that the mode is the one in which it stays here. */
export class UserDraft {
  email = $state("");
  name = $state("");
  mode = $state<KeyMode>("skm");

  get ready(): boolean {
    return this.name.trim() !== "" && /^[^\s@]+@[^\s@]+$/.test(this.email.trim());
  }

  request(): AddUserRequest {
    return { email: this.email.trim(), name: this.name.trim(), mode: this.mode };
  }
}
