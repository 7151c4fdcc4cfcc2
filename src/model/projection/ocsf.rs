//! Open Cybersecurity Schema Framework: Security Lake's classes 2001 and 2004, and Security Hub's findings.

use super::{
    Projection, asff,
    build::{Builder, at, first, is_private, is_severity, items, text_of},
    resource,
};
use crate::{
    json::{Document, Kind, RowId},
    model::finding_type::FindingType,
};

/// The projection of an OCSF finding.
pub(super) fn project(original: &Document) -> Projection {
    let mut b = Builder::new(original);
    let root = original.root();
    let get = |paths: &[&str]| first(original, root, paths);
    // Class 2001 has `finding` for what later classes call `finding_info`.
    let info = get(&["finding_info", "finding"]);
    let unmapped = get(&["unmapped"]);

    b.put("accountId", get(&["cloud.account.uid", "cloud.account_uid"]));
    let resources = get(&["resources", "resource"]);
    let region = items(original, resources).into_iter().find_map(|r| at(original, Some(r), "region"));
    b.put("region", get(&["cloud.region"]).or(region));
    identity(&mut b, root, info);
    let listed = asff::types(&mut b, at(original, info, "types"));
    let observed = asff::types(&mut b, observable(original, root, &["gd.type"]));
    let type_ = listed.or(observed);
    b.put("title", at(original, info, "title"));
    b.put("description", at(original, info, "desc"));
    b.put("createdAt", first(original, info, &["created_time_dt", "created_time"]));
    b.put(
        "updatedAt",
        first(original, info, &["modified_time_dt", "modified_time"]).or(get(&["time_dt", "time"])),
    );
    severity(&mut b, root, unmapped);

    if let Some(unmapped) = unmapped {
        asff::product_fields(&mut b, unmapped);
    }
    let evidence = get(&["evidence"]);
    let seen = |name: &str| {
        let names = [format!("{name}_dt"), name.to_owned()];
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        first(original, info, &names).or_else(|| first(original, evidence, &names))
    };
    b.put("service.eventFirstSeen", seen("first_seen_time").or(get(&["start_time_dt", "start_time"])));
    b.put("service.eventLastSeen", seen("last_seen_time").or(get(&["end_time_dt", "end_time"])));
    b.put("service.count", get(&["count", "evidence.events_observed"]));
    b.put("service.additionalInfo.sample", first(original, unmapped, &["Sample"]));

    let parts = type_.as_deref().and_then(FindingType::parse);
    let evidences = evidences(original, root);
    action(&mut b, &evidences, parts);
    process(&mut b, &evidences);
    resource::project(&mut b, resources, parts.map(|parts| parts.resource));
    b.origin("resource", resources);
    let is_sequence = parts.is_some_and(|parts| parts.purpose == "AttackSequence");
    actors(&mut b, root, &evidences, is_sequence);
    b.finish()
}

/// The ARN of the finding, wherever it stands; else the identifier that is GuardDuty's; else the finding's own.
fn identity(b: &mut Builder, root: Option<RowId>, info: Option<RowId>) {
    let doc = b.original();
    let mut rows =
        vec![at(doc, info, "uid"), at(doc, root, "metadata.uid"), observable(doc, root, &["gd.finding_id"])];
    rows.extend(
        items(doc, at(doc, root, "evidence.raw_events")).into_iter().map(|e| at(doc, Some(e), "arn")),
    );
    let texts: Vec<(String, RowId)> = rows.iter().filter_map(|row| text_of(doc, *row)).collect();
    let arn = texts.iter().find(|(text, _)| asff::is_finding_arn(text));
    let observed = observable(doc, root, &["gd.finding_id"]).and_then(|row| text_of(doc, Some(row)));
    if let Some((id, row)) = arn.or(observed.as_ref()).or(texts.first()) {
        asff::identity(b, id, *row);
    }
    // The same identifier elsewhere.
    for (text, row) in &texts {
        if !asff::is_finding_arn(text) {
            b.text("id", text, *row);
        }
    }
    b.put("partition", at(doc, root, "cloud.cloud_partition"));
}

/// The provider's number, where it is given. `severity_id` and `severity` are bands: no number is made of them.
fn severity(b: &mut Builder, root: Option<RowId>, unmapped: Option<RowId>) {
    let doc = b.original();
    asff::severity(b, unmapped);
    for row in [
        at(doc, root, "vendor_attributes.severity"),
        at(doc, unmapped, "severity"),
        at(doc, root, "metadata.severity"),
        observable(doc, root, &["gd.severity"]),
    ]
    .into_iter()
    .flatten()
    {
        if is_severity(doc, &row) {
            b.number("severity", Some(row));
        }
    }
}

/// The value of an observable by its name.
fn observable(doc: &Document, root: Option<RowId>, names: &[&str]) -> Option<RowId> {
    items(doc, at(doc, root, "observables")).into_iter().find_map(|observable| {
        let (name, _) = text_of(doc, at(doc, Some(observable), "name"))?;
        names.contains(&name.as_str()).then(|| at(doc, Some(observable), "value")).flatten()
    })
}

/// The evidences; a finding without any may have an evidence's members itself.
fn evidences(doc: &Document, root: Option<RowId>) -> Vec<RowId> {
    let listed = items(doc, at(doc, root, "evidences"));
    if listed.is_empty() { root.into_iter().collect() } else { listed }
}

/// The action, from the first evidence that shows one: two evidences are two events, which must not become one.
fn action(b: &mut Builder, evidences: &[RowId], type_: Option<FindingType>) {
    let doc = b.original();
    let members = ["api", "query.hostname", "connection_info", "src_endpoint", "dst_endpoint"];
    let Some(&evidence) = evidences.iter().find(|row| first(doc, Some(**row), &members).is_some()) else {
        return;
    };
    if b.has("service.action") {
        return;
    }
    let get = |path: &str| at(doc, Some(evidence), path);
    let api = get("api.operation").and(get("api"));
    if let Some(api) = api {
        let is_kubernetes = type_.is_some_and(|type_| type_.resource == "Kubernetes");
        if is_kubernetes {
            let place = "service.action.kubernetesApiCallAction";
            b.text("service.action.actionType", "KUBERNETES_API_CALL", api);
            b.put(&format!("{place}.verb"), get("api.operation"));
            b.put(&format!("{place}.requestUri"), get("http_request.url.path"));
            b.put(&format!("{place}.statusCode"), get("api.response.code"));
            b.put(&format!("{place}.userAgent"), get("http_request.user_agent"));
            remote(b, &format!("{place}.remoteIpDetails"), get("src_endpoint"));
            b.origin(place, Some(api));
        } else {
            let place = "service.action.awsApiCallAction";
            b.text("service.action.actionType", "AWS_API_CALL", api);
            b.put(&format!("{place}.api"), get("api.operation"));
            b.put(&format!("{place}.serviceName"), get("api.service.name"));
            b.put(&format!("{place}.errorCode"), get("api.response.error"));
            b.put(&format!("{place}.userAgent"), get("http_request.user_agent"));
            b.put(&format!("{place}.domainDetails.domain"), get("src_endpoint.domain"));
            remote(b, &format!("{place}.remoteIpDetails"), get("src_endpoint"));
            b.origin(place, Some(api));
        }
    } else if let Some(hostname) = get("query.hostname") {
        b.text("service.action.actionType", "DNS_REQUEST", hostname);
        b.put("service.action.dnsRequestAction.domain", Some(hostname));
        b.put("service.action.dnsRequestAction.protocol", get("connection_info.protocol_name"));
        b.origin("service.action.dnsRequestAction", get("query"));
    } else {
        connection(b, evidence);
    }
    b.origin("service.action", Some(evidence));
}

fn connection(b: &mut Builder, evidence: RowId) {
    let doc = b.original();
    let get = |path: &str| at(doc, Some(evidence), path);
    let (src, dst, info) = (get("src_endpoint"), get("dst_endpoint"), get("connection_info"));
    let Some(whole) = info.or(src).or(dst) else { return };
    let place = "service.action.networkConnectionAction";
    let direction = text_of(doc, get("connection_info.direction"))
        .map(|(text, row)| (text.trim().to_ascii_uppercase(), row))
        .filter(|(text, _)| text == "INBOUND" || text == "OUTBOUND");
    let by_id =
        text_of(doc, get("connection_info.direction_id")).and_then(|(text, row)| match text.as_str() {
            "1" => Some(("INBOUND".to_owned(), row)),
            "2" => Some(("OUTBOUND".to_owned(), row)),
            _ => None,
        });
    let direction = direction.or(by_id);
    let (local, remote_end) = match direction.as_ref().map(|(text, _)| text.as_str()) {
        Some("INBOUND") => (dst, src),
        Some(_) => (src, dst),
        // Without a direction only an endpoint that is known to be far is the remote one.
        None if is_far(doc, src) && !is_far(doc, dst) => (dst, src),
        None if is_far(doc, dst) && !is_far(doc, src) => (src, dst),
        None => (None, None),
    };
    b.text("service.action.actionType", "NETWORK_CONNECTION", whole);
    if let Some((text, row)) = direction {
        b.text(&format!("{place}.connectionDirection"), &text, row);
    }
    b.put(&format!("{place}.protocol"), get("connection_info.protocol_name"));
    b.put(&format!("{place}.localIpDetails.ipAddressV4"), at(doc, local, "ip"));
    b.put(&format!("{place}.localPortDetails.port"), at(doc, local, "port"));
    b.put(&format!("{place}.localPortDetails.portName"), at(doc, local, "svc_name"));
    b.put(&format!("{place}.localNetworkInterface"), at(doc, local, "interface_uid"));
    remote(b, &format!("{place}.remoteIpDetails"), remote_end);
    b.put(&format!("{place}.remotePortDetails.port"), at(doc, remote_end, "port"));
    b.put(&format!("{place}.remotePortDetails.portName"), at(doc, remote_end, "svc_name"));
    b.origin(place, info);
}

/// Whether an endpoint is outside: it has a place or a network of its own, or an address that is public while no
/// instance is named.
fn is_far(doc: &Document, endpoint: Option<RowId>) -> bool {
    let located = first(doc, endpoint, &["location", "autonomous_system"]).is_some();
    let public = text_of(doc, at(doc, endpoint, "ip")).and_then(|(ip, _)| is_private(&ip)) == Some(false);
    located || public && first(doc, endpoint, &["instance_uid", "interface_uid", "vpc_uid"]).is_none()
}

fn remote(b: &mut Builder, place: &str, endpoint: Option<RowId>) {
    let doc = b.original();
    let get = |path: &str| at(doc, endpoint, path);
    if let Some((ip, row)) = text_of(doc, get("ip")) {
        let member = if ip.contains(':') { "ipAddressV6" } else { "ipAddressV4" };
        b.put(&format!("{place}.{member}"), Some(row));
    }
    b.put(&format!("{place}.city.cityName"), get("location.city"));
    // OCSF's country is a code; some writers put the name there.
    if let Some((country, row)) = text_of(doc, get("location.country")) {
        let is_code = country.len() == 2;
        b.put(&format!("{place}.country.{}", if is_code { "countryCode" } else { "countryName" }), Some(row));
    }
    let coordinates = items(doc, get("location.coordinates"));
    // GeoJSON's order: the longitude comes first.
    b.put(&format!("{place}.geoLocation.lat"), get("location.lat").or(coordinates.get(1).copied()));
    b.put(&format!("{place}.geoLocation.lon"), get("location.long").or(coordinates.first().copied()));
    b.put(&format!("{place}.organization.asn"), get("autonomous_system.number"));
    b.put(&format!("{place}.organization.asnOrg"), get("autonomous_system.name"));
    b.put(&format!("{place}.organization.isp"), get("location.isp"));
    b.origin(&format!("{place}.organization"), get("autonomous_system"));
    b.origin(place, endpoint);
}

fn process(b: &mut Builder, evidences: &[RowId]) {
    let doc = b.original();
    let found = evidences.iter().find_map(|row| first(doc, Some(*row), &["process", "actor.process"]));
    let Some(process) = found else { return };
    let place = "service.runtimeDetails.process";
    if b.has(place) {
        return;
    }
    let get = |paths: &[&str]| first(doc, Some(process), paths);
    for (member, paths) in [
        ("name", &["name"][..]),
        ("executablePath", &["file.path", "path"]),
        ("pid", &["pid"]),
        ("namespacePid", &["namespace_pid"]),
        ("startTime", &["created_time_dt", "created_time"]),
        ("uuid", &["uid"]),
        ("parentUuid", &["parent_process.uid"]),
        ("pwd", &["working_directory"]),
        ("user", &["user.name"]),
        ("userId", &["user.uid"]),
        ("euid", &["euid"]),
    ] {
        b.put(&format!("{place}.{member}"), get(paths));
    }
    for hash in items(doc, get(&["file.hashes", "file.fingerprints"])) {
        let algorithm = text_of(doc, at(doc, Some(hash), "algorithm")).map(|(text, _)| text);
        if algorithm.is_some_and(|text| text == "SHA-256") {
            b.put(&format!("{place}.executableSha256"), at(doc, Some(hash), "value"));
        }
    }
    for (n, ancestor) in items(doc, get(&["ancestry"])).into_iter().enumerate() {
        for (member, paths) in [
            ("name", &["name"][..]),
            ("executablePath", &["path", "file.path"]),
            ("pid", &["pid"]),
            ("uuid", &["uid"]),
            ("startTime", &["created_time_dt", "created_time"]),
        ] {
            b.put(&format!("{place}.lineage.[{n}].{member}"), first(doc, Some(ancestor), paths));
        }
    }
    b.origin(place, Some(process));
}

/// Who acted: the principal of the access key; in a sequence, its actors.
fn actors(b: &mut Builder, root: Option<RowId>, evidences: &[RowId], is_sequence: bool) {
    let doc = b.original();
    let of_evidences = evidences.iter().filter_map(|row| at(doc, Some(*row), "actor"));
    let mut actors: Vec<RowId> = at(doc, root, "actor").into_iter().chain(of_evidences).collect();
    actors.dedup();
    if is_sequence {
        for (n, actor) in actors.into_iter().enumerate() {
            let place = format!("service.detection.sequence.actors.[{n}]");
            let get = |path: &str| at(doc, Some(actor), path);
            for (member, path) in [
                ("id", "id"),
                ("user.name", "user.name"),
                ("user.uid", "user.uid"),
                ("user.type", "user.type"),
                ("user.credentialUid", "user.credential_uid"),
                ("user.account.uid", "user.account.uid"),
                ("user.account.account", "user.account.name"),
                ("session.uid", "session.uid"),
                ("session.createdTime", "session.created_time"),
                ("session.issuer", "session.issuer"),
            ] {
                b.put(&format!("{place}.{member}"), get(path));
            }
            if let Some((mfa, row)) =
                text_of(doc, get("session.is_mfa")).filter(|(_, row)| doc.kind(*row) == Kind::Bool)
            {
                let status = if mfa == "true" { "ENABLED" } else { "DISABLED" };
                b.text(&format!("{place}.session.mfaStatus"), status, row);
            }
            b.origin(&place, Some(actor));
        }
        return;
    }
    let with_user = actors.into_iter().find_map(|actor| Some((actor, at(doc, Some(actor), "user")?)));
    let Some((actor, user)) = with_user else { return };
    // A process's user on a host is no principal of AWS: the key, the session or the type has to say that it is.
    let get = |path: &str| at(doc, Some(user), path);
    let is_principal = b.has("resource.accessKeyDetails")
        || get("credential_uid").is_some()
        || at(doc, Some(actor), "session").is_some()
        || b.has("service.action.awsApiCallAction");
    if !is_principal {
        return;
    }
    let place = "resource.accessKeyDetails";
    // Another key than the resource's is another's.
    let key = get("credential_uid");
    let listed = b.has("resource.accessKeyDetails.accessKeyId");
    let same = key.is_none_or(|key| !listed || b.put("resource.accessKeyDetails.accessKeyId", Some(key)));
    if !same {
        return;
    }
    b.put(&format!("{place}.accessKeyId"), key);
    b.put(&format!("{place}.principalId"), get("uid"));
    b.put(&format!("{place}.userName"), get("name"));
    b.put(&format!("{place}.userType"), get("type"));
    b.origin(place, Some(user));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(projection: &Projection) -> serde_json::Value {
        serde_json::from_str(projection.document.text()).unwrap()
    }

    fn check(text: &str, expected: &[(&str, &str)]) -> serde_json::Value {
        let (original, faults) = Document::parse(text);
        assert!(faults.is_empty());
        let projection = project(&original);
        let made = json(&projection);
        for (pointer, expected) in expected {
            assert_eq!(
                made.pointer(pointer).map(ToString::to_string).as_deref(),
                Some(*expected),
                "{pointer}"
            );
        }
        for row in projection.document.rows() {
            let is_scalar = !matches!(projection.document.kind(row), Kind::Object | Kind::Array);
            assert!(!is_scalar || projection.origin(row).is_some(), "{}", projection.document.jq_path(row));
        }
        for (end, _) in text.char_indices() {
            json(&project(&Document::parse(text.get(..end).unwrap()).0));
        }
        made
    }

    #[test]
    fn a_detection_finding_with_an_api_call() {
        let made = check(
            r#"{
                "class_uid": 2004, "severity_id": 4, "severity": "High", "time": 1775797980000, "count": 3,
                "metadata": {"uid": "f0"},
                "vendor_attributes": {"severity": "8.5", "severity_id": 4},
                "cloud": {"account": {"uid": "111122223333"}, "region": "us-east-1"},
                "finding_info": {
                    "uid": "arn:aws:guardduty:us-east-1:111122223333:detector/d0/finding/f0",
                    "title": "T", "desc": "D", "types": ["Threats", "Recon:IAMUser/TorIPCaller"],
                    "created_time": 1775797260000, "first_seen_time": 1775797260001, "last_seen_time": 1775797260002
                },
                "resources": [{"uid": "AKIA0", "type": "AccessKey"}],
                "evidences": [
                    {"data": {}},
                    {
                        "api": {"operation": "ListUsers", "service": {"name": "iam.amazonaws.com"}},
                        "actor": {"user": {"name": "alice", "uid": "AIDA0", "type": "IAMUser", "credential_uid": "AKIA0"}},
                        "src_endpoint": {
                            "ip": "198.51.100.9",
                            "location": {"city": "Kyoto", "country": "Japan", "coordinates": [135.7, 35.0]},
                            "autonomous_system": {"number": 64500, "name": "Example"}
                        }
                    },
                    {"api": {"operation": "Other"}, "src_endpoint": {"ip": "198.51.100.10"}}
                ]
            }"#,
            &[
                ("/id", r#""f0""#),
                ("/accountId", r#""111122223333""#),
                ("/type", r#""Recon:IAMUser/TorIPCaller""#),
                ("/severity", "8.5"),
                ("/createdAt", "1775797260000"),
                ("/updatedAt", "1775797980000"),
                ("/service/count", "3"),
                ("/service/eventFirstSeen", "1775797260001"),
                ("/service/action/actionType", r#""AWS_API_CALL""#),
                ("/service/action/awsApiCallAction/api", r#""ListUsers""#),
                ("/service/action/awsApiCallAction/serviceName", r#""iam.amazonaws.com""#),
                ("/service/action/awsApiCallAction/remoteIpDetails/ipAddressV4", r#""198.51.100.9""#),
                ("/service/action/awsApiCallAction/remoteIpDetails/country/countryName", r#""Japan""#),
                ("/service/action/awsApiCallAction/remoteIpDetails/geoLocation/lat", "35.0"),
                ("/service/action/awsApiCallAction/remoteIpDetails/organization/asn", "64500"),
                ("/resource/resourceType", r#""AccessKey""#),
                ("/resource/accessKeyDetails/accessKeyId", r#""AKIA0""#),
                ("/resource/accessKeyDetails/userName", r#""alice""#),
            ],
        );
        assert_eq!(made.pointer("/service/runtimeDetails"), None);
    }

    #[test]
    fn a_security_finding_with_what_asff_left_over() {
        check(
            r#"{
                "class_uid": 2001, "severity_id": 2,
                "finding": {
                    "uid": "arn:aws:guardduty:us-east-1:111122223333:detector/d0/finding/f0",
                    "types": ["TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled"]
                },
                "resources": [{
                    "uid": "arn:aws:s3:::b0", "type": "AwsS3Bucket", "region": "us-east-1",
                    "tags": [{"name": "team", "value": "a"}],
                    "data": "{\"AwsS3Bucket\":{\"OwnerId\":\"o0\"}}"
                }],
                "unmapped": {
                    "Severity.Product": "2.0",
                    "ProductFields": {"aws/guardduty/service/action/awsApiCallAction/api": "StopLogging"},
                    "ProductFields.aws/guardduty/service/archived": "false"
                }
            }"#,
            &[
                ("/type", r#""Stealth:IAMUser/CloudTrailLoggingDisabled""#),
                ("/severity", "2.0"),
                ("/region", r#""us-east-1""#),
                ("/accountId", r#""111122223333""#),
                ("/service/archived", r#""false""#),
                ("/service/action/awsApiCallAction/api", r#""StopLogging""#),
                ("/resource/s3BucketDetails/0/name", r#""b0""#),
                ("/resource/s3BucketDetails/0/owner/id", r#""o0""#),
                ("/resource/s3BucketDetails/0/tags/0/key", r#""team""#),
            ],
        );
    }

    #[test]
    fn a_connection_a_query_and_a_process() {
        check(
            r#"{"evidences": [{
                "connection_info": {"direction": "Outbound", "protocol_name": "TCP"},
                "src_endpoint": {"ip": "10.0.0.1", "port": 50000},
                "dst_endpoint": {"ip": "203.0.113.5", "port": 6667, "svc_name": "IRC"},
                "process": {
                    "name": "sh", "pid": 7, "file": {"path": "/bin/sh", "hashes": [
                        {"algorithm": "MD5", "value": "00"}, {"algorithm": "SHA-256", "value": "aa"}
                    ]}
                },
                "actor": {"user": {"name": "root"}}
            }]}"#,
            &[
                ("/service/action/networkConnectionAction/connectionDirection", r#""OUTBOUND""#),
                ("/service/action/networkConnectionAction/localIpDetails/ipAddressV4", r#""10.0.0.1""#),
                ("/service/action/networkConnectionAction/remoteIpDetails/ipAddressV4", r#""203.0.113.5""#),
                ("/service/action/networkConnectionAction/remotePortDetails/port", "6667"),
                ("/service/runtimeDetails/process/executablePath", r#""/bin/sh""#),
                ("/service/runtimeDetails/process/executableSha256", r#""aa""#),
            ],
        );
        check(
            r#"{"evidences": [{"query": {"hostname": "pool.example"}}]}"#,
            &[
                ("/service/action/actionType", r#""DNS_REQUEST""#),
                ("/service/action/dnsRequestAction/domain", r#""pool.example""#),
            ],
        );
        // Which end is the remote one is not said.
        let made = check(
            r#"{"src_endpoint": {"ip": "10.0.0.1"}, "dst_endpoint": {"ip": "10.0.0.2"}}"#,
            &[("/service/action/actionType", r#""NETWORK_CONNECTION""#)],
        );
        assert_eq!(made.pointer("/service/action/networkConnectionAction"), None);
    }

    #[test]
    fn a_sequence_keeps_its_actors() {
        check(
            r#"{
                "finding_info": {"types": ["TTPs/AttackSequence:IAM/CompromisedCredentials"]},
                "evidences": [
                    {"actor": {"user": {"name": "a"}, "session": {"uid": "s", "is_mfa": false}}},
                    {"actor": {"user": {"name": "b"}}}
                ]
            }"#,
            &[
                ("/service/detection/sequence/actors/0/session/mfaStatus", r#""DISABLED""#),
                ("/service/detection/sequence/actors/1/user/name", r#""b""#),
            ],
        );
    }

    #[test]
    fn a_band_is_no_number() {
        let made = check(
            r#"{"severity_id": 4, "severity": "High", "vendor_attributes": {"severity": "High"}}"#,
            &[],
        );
        assert_eq!(made.pointer("/severity"), None);
    }
}
