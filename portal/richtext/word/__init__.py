"""Rich text in Word's own headings, lists, tables and links: written into a file, and read back from one that people worked in."""
