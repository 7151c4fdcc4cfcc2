// With the network gone, everything goes on: all parts are in memory.
import assert from "node:assert/strict";
import { paste, sample, scene } from "./harness.mjs";

/** Keeps hold of the page's workers, so that a test can make one fail. */
const watchWorkers = () => {
  globalThis.workers = [];
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      globalThis.workers.push(this);
    }
  };
};

scene("the worker starts again without a network", { prepare: watchWorkers }, async ({ page, context, server }) => {
  const explained = page.getByRole("heading", { name: "What happened" });
  await paste(page, sample("UnauthorizedAccess:EC2/SSHBruteForce"));
  await explained.waitFor();
  await context.setOffline(true);
  await server.close();
  await page.evaluate(() => workers.at(-1).dispatchEvent(new ErrorEvent("error", { cancelable: true })));
  await page.getByRole("heading", { name: "Read a GuardDuty finding" }).waitFor();
  await page.getByText("The reader stopped and was started again.").waitFor();
  await paste(page, sample("Execution:Runtime/ReverseShell"));
  await explained.waitFor();
  assert.equal(await page.getByRole("treeitem").first().isVisible(), true);
});

/** Lets the courier start, and no worker after it. */
const noSecondWorker = () => {
  let started = 0;
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      if (started++ > 0) throw new Error("no more workers");
      super(...args);
    }
  };
};

scene("without a worker the engine runs in the page", { prepare: noSecondWorker }, async ({ page }) => {
  await paste(page, sample("UnauthorizedAccess:EC2/SSHBruteForce"));
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await page.getByRole("button", { name: "日本語" }).click();
  await page.getByRole("heading", { name: "何が起きたか" }).waitFor();
});

scene("both languages and the samples are held", {}, async ({ page, context }) => {
  await context.setOffline(true);
  const kinds = await page.evaluate(async () => {
    const kind = async (name) => {
      const content = JSON.parse(await (await findingLens.part(name)).text());
      return Array.isArray(content) ? "list" : content.lang;
    };
    return Promise.all(["knowledge.en", "knowledge.ja", "samples"].map(kind));
  });
  assert.deepEqual(kinds, ["en", "ja", "list"]);
});
