// A receipt is also the answer to the click that earned it. Its own address goes into the bar: loading the page again asks for the receipt.
const { address } = document.querySelector("[data-address]").dataset;
if (window.location.pathname !== address) window.history.replaceState(null, "", address);
