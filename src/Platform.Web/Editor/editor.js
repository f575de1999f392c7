// The page of the workflow editor. The plain form below it does the same without script: validate and save.
import { openEditor } from "./view.js";
import { startPage } from "./page.js";

const form = document.getElementById("editor-form");
if (form) startPage(form, openEditor);
