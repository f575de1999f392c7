// The page of the workflow editor. The plain form below it does the same without script: validate and save.
import { openEditor } from "./view.js";
import { startPage } from "./page.js";
import { thisTab } from "./tab.js";

const form = document.getElementById("editor-form");
if (form) thisTab().then(tab => startPage(form, openEditor, tab));
