//! A list of users in CSV (RFC 4180), line by line. A cell never reaches into another line: names and addresses have no
//! line ends, so that a quote which is not closed spoils its own line only, and no file makes a line without bounds.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
};

/// Longest line, in bytes.
const LONGEST_LINE: usize = 64 << 10;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The lines of a file with their numbers, each as its cells or as the reason why it has none. Empty lines are passed
/// over. Lines end with LF, CR LF or CR; the first one tells whether commas or semicolons part the cells.
pub(super) struct UserList {
    file: BufReader<File>,
    number: u64,
    delimiter: Option<u8>,
    after_cr: bool,
    ended: bool,
}

impl UserList {
    pub fn new(open: File) -> Self {
        Self { file: BufReader::new(open), number: 0, delimiter: None, after_cr: false, ended: false }
    }

    /// None at the end of the file.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            let buffer = self.file.fill_buf()?;
            let Some(first) = buffer.first() else { return Ok((!line.is_empty()).then_some(line)) };
            if std::mem::take(&mut self.after_cr) && *first == b'\n' {
                self.file.consume(1);
                continue;
            }
            let end = buffer.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            self.after_cr = end.is_some_and(|end| buffer.get(end) == Some(&b'\r'));
            let taken = end.unwrap_or(buffer.len());
            line.extend_from_slice(buffer.get(..taken).unwrap_or_default());
            self.file.consume(taken + usize::from(end.is_some()));
            if line.len() > LONGEST_LINE {
                return Err(io::Error::other(format!("longer than {LONGEST_LINE} bytes")));
            }
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }

    fn cells(&mut self, line: &[u8]) -> Result<Vec<String>, String> {
        let text = std::str::from_utf8(line).map_err(|_| "not UTF-8 text")?.trim_start_matches(BYTE_ORDER_MARK);
        if text.matches('"').count() % 2 == 1 {
            return Err("a quote is not closed".to_owned());
        }
        let semicolons = text.contains(';') && !text.contains(',');
        let delimiter = *self.delimiter.get_or_insert(if semicolons { b';' } else { b',' });
        let mut reader = csv::ReaderBuilder::new();
        reader.has_headers(false).delimiter(delimiter).trim(csv::Trim::All).buffer_capacity(line.len().max(1));
        let record = reader.from_reader(text.as_bytes()).into_records().next();
        let record = record.transpose().map_err(|error| error.to_string())?.unwrap_or_default();
        Ok(record.iter().map(str::to_owned).collect())
    }
}

impl Iterator for UserList {
    type Item = (u64, Result<Vec<String>, String>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            match self.line() {
                Ok(None) => self.ended = true,
                Ok(Some(line)) if line.is_empty() => {}
                Ok(Some(line)) => return Some((self.number, self.cells(&line))),
                Err(error) => {
                    self.ended = true;
                    return Some((self.number, Err(error.to_string())));
                }
            }
        }
        None
    }
}
