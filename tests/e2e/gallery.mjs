// The pictures of docs/: cargo xtask node tests/e2e/gallery.mjs
//
// One finding of each response family, in both languages, and the two of the README. Samples only, so that anyone gets
// the same pictures; then writes docs/README.md, which shows them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, open, paste, sample } from "./page.mjs";
import { reduce } from "./png.mjs";
import { root } from "./tools.mjs";

/** What the finding is about, in both languages, and its type. */
const GALLERY = [
  ["credentials", "Credentials", "認証情報", "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS"],
  ["anomaly", "Anomalous behaviour", "異常な動作", "CredentialAccess:IAMUser/AnomalousBehavior"],
  ["ec2", "EC2", "EC2", "UnauthorizedAccess:EC2/SSHBruteForce"],
  ["s3", "S3", "S3", "Policy:S3/BucketAnonymousAccessGranted"],
  ["eks", "EKS", "EKS", "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer"],
  ["runtime", "Runtime Monitoring", "Runtime Monitoring", "Execution:Runtime/ReverseShell"],
  ["rds", "RDS", "RDS", "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin"],
  ["lambda", "Lambda", "Lambda", "Backdoor:Lambda/C&CActivity.B"],
  ["malware", "Malware", "マルウェア", "Execution:EC2/MaliciousFile"],
  ["ai", "AI", "AI", "Impact:IAMUser/AnomalousModelInvocation"],
  ["sequence", "Attack sequence", "攻撃シーケンス", "AttackSequence:S3/CompromisedData"],
  ["rule", "Custom detection rule", "カスタム検出ルール", "Persistence:IAM/AccountManipulation"],
];

const folder = join(root, "docs");
mkdirSync(join(folder, "gallery"), { recursive: true });
const browser = await launch();

/** Takes the window as it stands once a finding is explained; `bare` leaves the bar above it out. */
const shoot = async (file, type, options, height, bare = false) => {
  const opened = await open(browser, options);
  const { page } = opened;
  await page.setViewportSize({ width: options.width, height });
  await paste(page, sample(type));
  await page.locator("#section-happened").waitFor();
  await page.locator(".drawing").first().waitFor();
  await page.waitForTimeout(300);
  // The bar above every page tells nothing here.
  const top = bare ? Math.floor((await page.locator(".finding-head").boundingBox()).y) : 0;
  const clip = { x: 0, y: top, width: options.width, height: height - top };
  writeFileSync(join(folder, file), reduce(await page.screenshot({ clip })));
  await opened.close();
};

for (const lang of ["en", "ja"]) {
  for (const [name, , , type] of GALLERY) {
    await shoot(`gallery/${name}.${lang}.png`, type, { lang, theme: "light", width: 720 }, 900, true);
  }
}
await shoot("finding.en.light.png", "AttackSequence:IAM/CompromisedCredentials", { lang: "en", theme: "light", width: 1280 }, 900);
await shoot("finding.ja.dark.png", "AttackSequence:IAM/CompromisedCredentials", { lang: "ja", theme: "dark", width: 1280 }, 900);
await browser.close();

const rows = GALLERY.map(([name, en, ja, type]) => `
### ${en === ja ? en : `${en} / ${ja}`}

\`${type}\`

| English | 日本語 |
|---|---|
| ![${type}, explained in English](gallery/${name}.en.png) | ![${type} の説明 (日本語)](gallery/${name}.ja.png) |
`);
writeFileSync(join(folder, "README.md"), `# What it looks like

One finding of each kind, in both languages. The findings are the samples of the catalogue; all names and addresses are made up.
\`cargo xtask dist && cargo xtask node tests/e2e/gallery.mjs\` takes these pictures anew and writes this page.

The context file has a page of its own: [context.md](context.md).
${rows.join("")}`);
