// The form of one answer as plain values.

const LEFT_OUT = ["csrfmiddlewaretoken", "owner"];

/** Reads and fills the form of a question. */
export class AnswerForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.pk = form.dataset.pk;
  }

  /** @returns {[string, string][]} every field as it would be sent, but for the token */
  read() {
    return [...new FormData(this.form)].filter(([name]) => !LEFT_OUT.includes(name));
  }

  /** @returns {[string, string][]} the answer as the page came with it, whatever was typed since */
  readAsItCame() {
    const ticked = [...this.form.querySelectorAll("input[name=answer], input[name=groups]")];
    return [
      ...ticked.filter((input) => input.defaultChecked).map((input) => [input.name, input.value]),
      ["comment", this.form.elements.comment.defaultValue],
    ];
  }

  get version() {
    return Number(this.form.elements.version.value);
  }

  takeVersion(version) {
    this.form.elements.version.value = version;
  }

  /** Put an answer into the form; its version stays as it is. */
  fill(entries) {
    const values = (name) => entries.filter(([key]) => key === name).map(([, value]) => value);
    for (const name of ["answer", "groups"]) {
      for (const input of this.form.querySelectorAll(`input[name="${name}"]`)) {
        input.checked = values(name).includes(input.value);
      }
    }
    this.form.elements.comment.value = values("comment")[0] ?? "";
    this.form.querySelector("input[name=groups]")?.dispatchEvent(
      new Event("change", { bubbles: true }),
    );
  }
}
