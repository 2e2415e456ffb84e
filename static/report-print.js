// Opens every folded part for printing and folds it again afterwards. Browsers that know
// ::details-content print folded parts by the style sheet alone.
let folded = [];

addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const part of folded) part.open = true;
});

addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
  folded = [];
});
