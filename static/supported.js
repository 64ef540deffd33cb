// Before anything is drawn: what the NHS.UK styles ask about the browser.
document.body.className += "noModule" in HTMLScriptElement.prototype ? " js-enabled nhsuk-frontend-supported" : " js-enabled";
