// The pages read without this. On an article's page it shows, for the mark under the pointer or the keyboard, all the
// words of the finding and the note that says why it was made; and it leads from selected words to the form that adds
// a statement.
"use strict";

const text = document.getElementById("text");

if (text) {
  const list = document.querySelector(".note-list");
  const wide = window.matchMedia("(min-width: 62rem)");
  let shown = null;

  const numbersOf = (element) =>
    element.dataset.n ? [element.dataset.n] : (element.dataset.m || "").split(" ").map((mark) => mark.split(":")[1]);

  const isOn = (number) => {
    const note = document.getElementById(`note-${number}`);
    return note !== null && note.offsetParent !== null;
  };

  const words = (number) =>
    [...text.querySelectorAll("[data-m]")].filter((piece) => numbersOf(piece).includes(number));

  const hide = () => {
    if (shown === null) return;
    for (const piece of text.querySelectorAll(".lit")) piece.classList.remove("lit");
    const note = document.getElementById(`note-${shown}`);
    if (note) note.classList.remove("lit", "sheet");
    shown = null;
  };

  const show = (number, sheet) => {
    const note = document.getElementById(`note-${number}`);
    if (!note) return;
    if (shown !== number) hide();
    shown = number;
    for (const piece of words(number)) piece.classList.add("lit");
    note.classList.add("lit");
    if (wide.matches) list.scrollTop = note.offsetTop - list.offsetTop - 12;
    else note.classList.toggle("sheet", sheet);
  };

  const innermost = (target) => {
    const element = target.closest("[data-n], [data-m]");
    if (!element || !text.contains(element)) return undefined;
    return numbersOf(element).reverse().find((number) => isOn(number) && !isBroad(number));
  };

  const isBroad = (number) => document.getElementById(`note-${number}`).matches(".body, .neighbour");

  text.addEventListener("pointerover", (event) => {
    const number = innermost(event.target);
    if (number && wide.matches) show(number, false);
  });
  text.addEventListener("focusin", (event) => {
    const number = innermost(event.target);
    if (number) show(number, true);
  });
  document.addEventListener("click", (event) => {
    const number = innermost(event.target);
    if (number) {
      show(number, true);
      if (event.target.closest(".ref") && !wide.matches) event.preventDefault();
    } else if (!event.target.closest(".note")) {
      hide();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

const correct = document.getElementById("correct");

if (text && correct) {
  const link = document.createElement("a");
  link.className = "pick";
  link.textContent = correct.textContent;
  link.hidden = true;
  document.body.append(link);

  const base = Number(text.dataset.start || 0);

  // characters of the page before a place in the text: code points, as the export counts them
  const place = (node, offset) => {
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(node, offset);
    return base + [...before.toString()].length;
  };

  const offer = () => {
    const selection = document.getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const usable = range && !range.collapsed && text.contains(range.startContainer) && text.contains(range.endContainer);
    link.hidden = !usable;
    if (!usable) return;
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    link.href = `${correct.getAttribute("href")}?at=${start}-${end}`;
    const box = range.getBoundingClientRect();
    link.style.left = `${window.scrollX + box.left}px`;
    link.style.top = `${window.scrollY + box.bottom + 6}px`;
  };
  document.addEventListener("selectionchange", offer);
  offer(); // words may have been selected before this ran
}
