//! Columns of numbers.

use bytemuck::{AnyBitPattern, NoUninit, cast_slice, pod_collect_to_vec};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::ops::{Deref, DerefMut};

/// A column of numbers. In a message it is the bytes that it has in memory: both ends are of one build, and one number after
/// the other would take a third of the time of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers<T>(Vec<T>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Numbers(Vec::new())
    }
}

impl<T> Deref for Numbers<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Numbers<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: NoUninit> Serialize for Numbers<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(cast_slice(&self.0))
    }
}

impl<'d, T: NoUninit + AnyBitPattern> Deserialize<'d> for Numbers<T> {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        match bytes.len() % size_of::<T>() {
            0 => Ok(Numbers(pod_collect_to_vec(bytes))),
            _ => Err(D::Error::custom("half a number")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::value::{BorrowedBytesDeserializer, Error};

    #[test]
    fn half_a_number_is_none() {
        let read = |bytes| Numbers::<u32>::deserialize(BorrowedBytesDeserializer::<Error>::new(bytes));
        assert_eq!(*read(&[1, 0, 0, 0, 2, 0, 0, 0]).unwrap(), [1, 2]);
        assert!(read(&[1, 0, 0, 0, 2]).is_err());
    }
}
