//! Amazon Resource Names.

/// The parts of an ARN: `arn:partition:service:region:account:resource`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'t> {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: &'t str,
    /// `iam`, `s3`, `guardduty`.
    pub service: &'t str,
    /// Empty for global services.
    pub region: &'t str,
    /// Twelve digits; empty for S3 buckets.
    pub account: &'t str,
    /// All after the fifth colon.
    pub resource: &'t str,
}

impl<'t> Arn<'t> {
    /// The parts of an ARN, if the text is one.
    pub fn parse(text: &'t str) -> Option<Arn<'t>> {
        let mut parts = text.splitn(6, ':');
        if parts.next()? != "arn" {
            return None;
        }
        let arn = Arn {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        };
        (!arn.partition.is_empty() && !arn.service.is_empty() && !arn.resource.is_empty()).then_some(arn)
    }

    /// The last part of the resource: the name without its kind and path.
    pub fn name(self) -> &'t str {
        self.resource.rsplit(['/', ':']).next().unwrap_or(self.resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_comes_apart() {
        let arn = Arn::parse("arn:aws:iam::111122223333:role/path/build").unwrap();
        assert_eq!((arn.service, arn.region, arn.account, arn.name()), ("iam", "", "111122223333", "build"));
        assert_eq!(Arn::parse("arn:aws:s3:::bucket").unwrap().name(), "bucket");
        assert_eq!(Arn::parse("urn:aws:s3:::bucket"), None);
        assert_eq!(Arn::parse("arn:aws:s3"), None);
    }
}
