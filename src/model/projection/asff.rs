//! AWS Security Finding Format, as Security Hub CSPM writes it.

use super::{
    Projection,
    build::{Builder, Step, at, is_severity, items, text_of},
    resource, type_string,
};
use crate::{
    json::{Document, RowId},
    model::finding_type::FindingType,
};

/// What the keys of `ProductFields` begin with where they hold a member of `service`.
const SERVICE: &str = "aws/guardduty/service/";

/// The projection of an ASFF finding.
pub(super) fn project(original: &Document) -> Projection {
    let mut b = Builder::new(original);
    let root = original.root();
    let get = |path: &str| at(original, root, path);
    b.put("accountId", get("AwsAccountId"));
    let region = get("Region").or_else(|| {
        items(original, get("Resources")).into_iter().find_map(|r| at(original, Some(r), "Region"))
    });
    b.put("region", region);
    if let Some((arn, row)) = text_of(original, get("Id")) {
        identity(&mut b, &arn, row);
    }
    // The provider's types before those that the customer can change.
    let provided = types(&mut b, get("FindingProviderFields.Types"));
    let listed = types(&mut b, get("Types"));
    let type_ = provided.or(listed);
    b.put("createdAt", get("CreatedAt"));
    b.put("updatedAt", get("UpdatedAt"));
    severity(&mut b, root);
    b.put("title", get("Title"));
    b.put("description", get("Description"));
    if let Some(fields) = get("ProductFields") {
        product_fields(&mut b, fields);
        b.origin("service", Some(fields));
    }
    b.put("service.eventFirstSeen", get("FirstObservedAt"));
    b.put("service.eventLastSeen", get("LastObservedAt"));
    b.put("service.additionalInfo.sample", get("Sample"));
    if let Some((arn, row)) = text_of(original, get("GeneratorId"))
        && let Some((_, detector)) = arn.rsplit_once(":detector/")
    {
        b.text("service.detectorId", detector, row);
    }
    b.copy("service.action", get("Action"));
    let about = type_.as_deref().and_then(FindingType::parse);
    resource::project(&mut b, get("Resources"), about.map(|about| about.resource));
    b.origin("resource", get("Resources"));
    b.finish()
}

/// Whether a text is the ARN of a GuardDuty finding.
pub(super) fn is_finding_arn(text: &str) -> bool {
    text.starts_with("arn:") && text.contains(":guardduty:") && text.contains("/finding/")
}

/// What the ARN of a finding says: itself, the identifier, the partition; the account and the Region where nothing else
/// has said them. An identifier that is no ARN is only that.
pub(super) fn identity(b: &mut Builder, id: &str, row: RowId) {
    if !is_finding_arn(id) {
        b.text("id", id, row);
        return;
    }
    b.text("arn", id, row);
    b.text("id", id.rsplit('/').next().unwrap_or(id), row);
    let mut parts = id.split(':').skip(1);
    let (partition, region, account) = (parts.next(), parts.nth(1), parts.next());
    for (path, part) in [("partition", partition), ("region", region), ("accountId", account)] {
        if let Some(part) = part
            && !b.has(path)
        {
            b.text(path, part, row);
        }
    }
}

/// The finding type, from the first of the types that holds one.
pub(super) fn types(b: &mut Builder, types: Option<RowId>) -> Option<String> {
    let doc = b.original();
    let mut found = None;
    for row in items(doc, types) {
        let Some(type_) = text_of(doc, Some(row)).and_then(|(text, _)| type_string::of(&text)) else {
            continue;
        };
        b.text("type", &type_, row);
        found.get_or_insert(type_);
    }
    found
}

/// The provider's own number. `Severity` can have been changed by the customer and its `Product` is deprecated, so the
/// provider's fields come first. `Normalized` and `Label` are derived and give no number.
pub(super) fn severity(b: &mut Builder, row: Option<RowId>) -> bool {
    let doc = b.original();
    let paths =
        ["FindingProviderFields.Severity.Original", "Severity.Product", "Severity.Original"].map(|path| {
            let whole = at(doc, row, path);
            // Flattened, as `unmapped` has it.
            whole.or_else(|| {
                let row = row.map(|row| doc.embedded(row).unwrap_or(row))?;
                doc.children(row).find(|&child| resource::is_named(doc, child, path))
            })
        });
    for row in paths.into_iter().flatten().filter(|row| is_severity(doc, row)) {
        b.number("severity", Some(row));
    }
    b.has("severity")
}

/// The members of `service`, which ASFF flattens into `ProductFields`: all are strings, `/` parts the names, and
/// `name.0_` is the first element of a list. They are looked for in all that is inside the row.
pub(super) fn product_fields(b: &mut Builder, fields: RowId) {
    let doc = b.original();
    for row in doc.subtree(fields) {
        let Some(key) = doc.key(row) else { continue };
        let Some((_, path)) = key.split_once(SERVICE) else { continue };
        let path = path_of(path);
        // A structure without content is flattened to an empty string.
        if !path.is_empty() && text_of(doc, Some(row)).is_some() {
            b.put_at(&path, Some(row));
        }
    }
}

fn path_of(path: &str) -> Vec<Step> {
    let mut steps = vec![Step::Key("service".to_owned())];
    for part in path.split('/') {
        let mut name = part;
        let mut indices = Vec::new();
        while let Some((before, index)) = name.strip_suffix('_').and_then(|name| name.rsplit_once('.'))
            && let Ok(index) = index.parse::<u64>()
        {
            indices.push(Step::Index(index));
            name = before;
        }
        if name.is_empty() {
            return Vec::new();
        }
        steps.push(Step::Key(name.to_owned()));
        steps.extend(indices.into_iter().rev());
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Kind;

    const FINDING: &str = r#"{
        "AwsAccountId": "111122223333",
        "Id": "arn:aws-cn:guardduty:cn-north-1:111122223333:detector/d0/finding/f0",
        "GeneratorId": "arn:aws-cn:guardduty:cn-north-1:111122223333:detector/d0",
        "Types": ["Threats", "TTPs/Discovery/Recon:EC2-Portscan", "Unusual Behaviors/VM/Recon:EC2-Portscan"],
        "FirstObservedAt": "2026-01-01T00:00:00Z",
        "LastObservedAt": "2026-01-02T00:00:00Z",
        "CreatedAt": "2026-01-01T00:10:00Z",
        "Severity": {"Product": 2, "Normalized": 40, "Label": "MEDIUM"},
        "FindingProviderFields": {"Severity": {"Original": "5.3", "Label": "MEDIUM"}},
        "Title": "A \u0022title\u0022",
        "Sample": true,
        "Workflow": {"Status": "NEW"},
        "ProductFields": {
            "aws/guardduty/service/archived": "false",
            "aws/guardduty/service/eventFirstSeen": "2026-01-01T00:00:00Z",
            "aws/guardduty/service/action/portProbeAction/portProbeDetails.1_/localPortDetails/port": "23",
            "aws/guardduty/service/action/portProbeAction/portProbeDetails.0_/localPortDetails/port": "22",
            "aws/guardduty/service/additionalInfo/portsScannedSample.0_": "80",
            "aws/guardduty/service/additionalInfo/value": "{\"inBytes\":\"7\"}",
            "aws/guardduty/service/evidence": "",
            "aws/guardduty/service/archived/below": "a scalar holds nothing",
            "aws/guardduty/service//": "no name",
            "aws/securityhub/ProductName": "GuardDuty"
        },
        "Action": {
            "ActionType": "PORT_PROBE",
            "PortProbeAction": {"Blocked": false, "PortProbeDetails": []}
        },
        "Resources": [
            {
                "Type": "AwsEc2Instance", "Region": "cn-north-1",
                "Id": "arn:aws-cn:ec2:cn-north-1:111122223333:instance/i-0",
                "Tags": {"Name": "web"},
                "Details": {"AwsEc2Instance": {
                    "Type": "t3.micro", "VpcId": "vpc-0", "IpV4Addresses": ["198.51.100.7", "10.0.0.1"]
                }}
            },
            {"Type": "AwsEc2Instance", "Id": "i-1", "Details": {"AwsEc2Instance": {"ImageId": "ami-1"}}},
            {"Type": "AwsS3Bucket", "Id": "arn:aws-cn:s3:::b0"},
            {"Type": "AwsIamAccessKey", "Id": "AWS::IAM::AccessKey:AKIA0"}
        ]
    }"#;

    fn json(projection: &Projection) -> serde_json::Value {
        serde_json::from_str(projection.document.text()).unwrap()
    }

    #[test]
    fn a_finding_takes_guardduty_shape() {
        let (original, faults) = Document::parse(FINDING);
        assert!(faults.is_empty());
        let projection = project(&original);
        let made = json(&projection);
        for (pointer, expected) in [
            ("/accountId", r#""111122223333""#),
            ("/region", r#""cn-north-1""#),
            ("/partition", r#""aws-cn""#),
            ("/id", r#""f0""#),
            ("/type", r#""Recon:EC2/Portscan""#),
            ("/severity", "5.3"),
            ("/title", r#""A \"title\"""#),
            ("/service/archived", r#""false""#),
            ("/service/detectorId", r#""d0""#),
            ("/service/eventFirstSeen", r#""2026-01-01T00:00:00Z""#),
            ("/service/eventLastSeen", r#""2026-01-02T00:00:00Z""#),
            ("/service/additionalInfo/sample", "true"),
            ("/service/additionalInfo/portsScannedSample/0", r#""80""#),
            ("/service/action/actionType", r#""PORT_PROBE""#),
            ("/service/action/portProbeAction/blocked", "false"),
            ("/service/action/portProbeAction/portProbeDetails/0/localPortDetails/port", r#""22""#),
            ("/service/action/portProbeAction/portProbeDetails/1/localPortDetails/port", r#""23""#),
            ("/resource/resourceType", r#""Instance""#),
            ("/resource/instanceDetails/instanceId", r#""i-0""#),
            ("/resource/instanceDetails/instanceType", r#""t3.micro""#),
            ("/resource/instanceDetails/tags/0/key", r#""Name""#),
            ("/resource/instanceDetails/networkInterfaces/0/publicIp", r#""198.51.100.7""#),
            ("/resource/instanceDetails/networkInterfaces/0/privateIpAddress", r#""10.0.0.1""#),
            ("/resource/s3BucketDetails/0/name", r#""b0""#),
            ("/resource/accessKeyDetails/accessKeyId", r#""AKIA0""#),
        ] {
            assert_eq!(
                made.pointer(pointer).map(ToString::to_string).as_deref(),
                Some(expected),
                "{pointer}"
            );
        }
        // The second instance is not mixed into the first.
        assert_eq!(made.pointer("/resource/instanceDetails/imageId"), None);
    }

    #[test]
    fn every_value_leads_back_to_the_one_that_it_was_made_from() {
        let (original, _) = Document::parse(FINDING);
        let projection = project(&original);
        let made = &projection.document;
        for row in made.rows() {
            if matches!(made.kind(row), Kind::Object | Kind::Array) || made.layer(row) > 0 {
                continue;
            }
            let origin = projection.origin(row).expect("a value has an origin");
            let derived =
                ["id", "partition", "type", "resourceType", "detectorId", "instanceId", "accessKeyId"];
            let key = made.key(row).unwrap_or_default();
            if made.string(row).is_some() && made.string(row) == original.string(origin)
                || made.raw(row) == original.raw(origin)
                || original.string(origin).is_some_and(|text| text == made.raw(row))
            {
                continue;
            }
            let of_tag = key == "key" && made.string(row) == original.key(origin);
            let of_arn =
                original.string(origin).is_some_and(|text| text.ends_with(&*made.string(row).unwrap()));
            assert!(derived.contains(&&*key) || of_tag || of_arn, "{}", made.jq_path(row));
        }
        let root = original.root();
        for (path, member) in [
            ("FirstObservedAt", "eventFirstSeen"),
            ("Sample", "sample"),
            ("AwsAccountId", "accountId"),
            ("FindingProviderFields.Severity.Original", "severity"),
        ] {
            let image = projection.image(at(&original, root, path).unwrap()).unwrap();
            assert_eq!(made.key(image).as_deref(), Some(member), "{path}");
        }
        // What was not used has no image: the customer's workflow, another severity.
        for path in ["Workflow.Status", "Severity.Product", "Severity.Normalized"] {
            assert_eq!(projection.image(at(&original, root, path).unwrap()), None, "{path}");
        }
    }

    #[test]
    fn an_empty_structure_does_not_stand_in_the_way() {
        let text = format!(r#"{{"ProductFields":{{"{SERVICE}additionalInfo":""}},"Sample":false}}"#);
        let made = project(&Document::parse(text).0);
        assert_eq!(made.document.text(), r#"{"service":{"additionalInfo":{"sample":false}}}"#);
    }

    #[test]
    fn a_label_is_no_number() {
        for severity in
            [r#"{"Label":"HIGH","Normalized":70}"#, r#"{"Product":"HIGH"}"#, r#"{"Product":70}"#, "[]"]
        {
            let (original, _) = Document::parse(format!(r#"{{"Severity":{severity}}}"#));
            assert_eq!(json(&project(&original)).pointer("/severity"), None, "{severity}");
        }
    }

    #[test]
    fn any_text_is_taken() {
        for (end, _) in FINDING.char_indices() {
            let (original, _) = Document::parse(FINDING.get(..end).unwrap());
            json(&project(&original));
        }
        for text in ["", "null", "[]", "3", r#"{"ProductFields":[[{}]],"Resources":{"Type":{}},"Id":"arn:"}"#]
        {
            let (original, _) = Document::parse(text);
            json(&project(&original));
        }
        let deep = format!(r#"{{"ProductFields":{{"{SERVICE}{}b":"1"}}}}"#, "a/".repeat(5000));
        assert_eq!(project(&Document::parse(deep).0).document.text(), "{}");
    }
}
