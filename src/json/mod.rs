//! A lossless JSON document: flat rows with spans into the text.
