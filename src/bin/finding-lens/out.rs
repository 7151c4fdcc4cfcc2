//! Standard output. Who reads it may stop at any line (`| head`), which is no failure.

use std::{
    fmt::{Arguments, Display},
    io::{self, Write},
    process,
};

/// Writes a line; ends the program quietly where nobody reads on.
pub fn line(text: Arguments<'_>) {
    if writeln!(io::stdout().lock(), "{text}").is_err() {
        process::exit(0);
    }
}

/// Tells why nothing could be done; the exit code.
pub fn failed(error: impl Display) -> u8 {
    eprintln!("finding-lens: {error}");
    2
}

/// `println!` for readers that may stop.
macro_rules! say {
    ($($argument:tt)*) => { $crate::out::line(format_args!($($argument)*)) };
}
pub(crate) use say;
