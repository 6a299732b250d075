// Says for people and machines how the tests went: what failed, what was skipped and why, and as its last line
// `N passed, N failed`. A file that could not be loaded, or a run without tests, counts as failed.
export default class Reporter {
  onTestRunEnd(modules, errors, reason) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    const skipped = inState("skipped");
    for (const test of skipped)
      console.log(
        `skipped: ${test.module.moduleId.replace(/^.*\/test\//, "test/")} > ${test.fullName}${note(test)}`,
      );
    const broken = modules.flatMap((module) => module.errors()).length + errors.length;
    for (const error of errors) console.log(`error: ${error.message}`);
    const failed = inState("failed").length + broken;
    const passed = inState("passed").length;
    const silent = failed === 0 && (passed === 0 || reason !== "passed") ? 1 : 0;
    console.log(`${skipped.length} skipped`);
    console.log(`${passed} passed, ${failed + silent} failed`);
  }
}

function note(test) {
  const { note: why } = test.result();
  return why ? ` (${why})` : "";
}
