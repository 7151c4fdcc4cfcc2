//! How messages travel between the two programs: as bytes without names, for both are of one build. Read by its names, each
//! kind of view would weigh thrice as much in either program.
//!
//! Bytes that a message is about travel beside it, so that nobody on the way copies them.

use super::{Part, Request, Response};
use serde::{Serialize, de::DeserializeOwned};

/// A message as bytes. Empty, which no message is, where it cannot be written.
pub fn write(message: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message out of its bytes, or nothing where they are none of this build.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

impl Request {
    /// The request over bytes that travelled beside it. Whether more of them will come.
    pub fn with_bytes(mut self, bytes: Vec<u8>, to_come: bool) -> Request {
        if let Request::Read(Part { more, .. }) = &mut self {
            *more = to_come;
        }
        if let Request::Read(Part { bytes: slot, .. }) | Request::Batch(slot) | Request::Digest(_, slot) =
            &mut self
        {
            *slot = bytes.into();
        }
        self
    }
}

impl Response {
    /// Takes out the bytes that are to travel beside it.
    pub fn take_bytes(&mut self) -> Option<Vec<u8>> {
        match self {
            Response::Batch(bytes) => Some(std::mem::take(bytes).into_vec()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        engine::protocol::{FindingNumber, Need},
        store::{Mark, Verdict},
    };
    use serde_bytes::ByteBuf;

    #[test]
    fn a_message_comes_back() {
        let mark =
            Mark { verdict: Some(Verdict::Authorised), note: "夜間の試験".into(), ..Mark::default() };
        let findings: Vec<FindingNumber> = vec![0, 7, u32::MAX];
        // With a member left out, what comes behind it would be read in its place.
        for mark in [None, Some(Mark::default()), Some(mark)] {
            let request = Request::With(Vec::new(), Box::new(Request::Mark(findings.clone(), mark)));
            assert_eq!(read(&write(&request)), Some(request));
        }
        let response = Response::Need(vec![Need { source: 1, from: u64::MAX, to: None, digest: true }]);
        assert_eq!(read(&write(&response)), Some(response));
        assert_eq!(read::<Response>(&[]), None);
        assert_eq!(read::<Request>(&[250, 1]), None);
    }

    #[test]
    fn bytes_travel_beside() {
        let mut response = Response::Batch(ByteBuf::from(b"abc"));
        let beside = response.take_bytes().unwrap();
        assert_eq!((&beside[..], &response), (&b"abc"[..], &Response::Batch(ByteBuf::new())));
        let request = Request::Batch(ByteBuf::new());
        assert_eq!(request.with_bytes(beside, false), Request::Batch(ByteBuf::from(b"abc")));
        assert_eq!(Response::Done.take_bytes(), None);
    }
}
