"""换钥匙: what is sealed, wherever it lies, is sealed anew when the site's key or algorithms change. It knows every
app's sealed columns and how far each has come; the keys themselves are `kit.keyring`'s."""
