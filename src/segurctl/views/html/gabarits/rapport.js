"use strict";
// Filter and sort the table of exigences; without this script it is whole, and has no controls.
const table = document.getElementById("exigences");
if (table) {
  const corps = table.tBodies[0];
  const rangees = Array.from(corps.rows);
  const champs = Array.from(document.querySelectorAll("#filtres [data-cle]"));
  const compte = document.getElementById("filtre-compte");
  const plier = (texte) => texte.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const textes = new Map(rangees.map((rangee) => [rangee, plier(rangee.textContent)]));
  const filtrer = () => {
    let vues = 0;
    for (const rangee of rangees) {
      const garde = champs.every((champ) => {
        if (!champ.value) return true;
        if (champ.type === "search") return textes.get(rangee).includes(plier(champ.value.trim()));
        return rangee.dataset[champ.dataset.cle] === champ.value;
      });
      rangee.hidden = !garde;
      vues += garde ? 1 : 0;
    }
    compte.textContent = `${vues} sur ${rangees.length}`;
  };
  const ordre = new Intl.Collator("fr", { numeric: true });
  const trier = (th, rang) => {
    const sens = th.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const autre of table.tHead.rows[0].cells) autre.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", sens);
    const cle = (rangee) => rangee.cells[rang].dataset.tri || rangee.cells[rang].textContent.trim();
    rangees.sort((une, autre) => ordre.compare(cle(une), cle(autre)) * (sens === "ascending" ? 1 : -1));
    corps.append(...rangees);
  };
  Array.from(table.tHead.rows[0].cells).forEach((th, rang) => {
    const bouton = document.createElement("button");
    bouton.type = "button";
    bouton.append(...th.childNodes);
    bouton.addEventListener("click", () => trier(th, rang));
    th.append(bouton);
  });
  for (const champ of champs) champ.addEventListener("input", filtrer);
  document.getElementById("filtres").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("filtres").hidden = false;
  filtrer();
}
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details")) one.open = true;
});
