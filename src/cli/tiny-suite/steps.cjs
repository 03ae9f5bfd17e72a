'use strict';
/**
 * A vocabulary of a few steps, for tests of the command line that shall not depend on the real one.
 * The machine is asked with `settle`; its answers are kinds of answers.
 */
const { Given, setWorldConstructor, Then, When } = require('@cucumber/cucumber');
const { boundMachine } = require('../../contract/binding.ts');
const { ExpectationNotMet, NotClaimed, NotObservable } = require('../../contract/judgement.ts');

class TinyWorld {
  notes = [];
  expectations = 0;
  #steps = [];
  #transcript = [];

  begin(steps) {
    this.#steps = steps.map((step) => step.text);
  }

  async do(text, action) {
    try {
      return await action();
    } catch (error) {
      this.failure ??= { step: this.#steps.indexOf(text), error };
      if (error instanceof NotObservable || error instanceof NotClaimed) return 'skipped';
      throw error;
    }
  }

  async ask() {
    const { machine } = boundMachine();
    if (this.running === undefined) {
      const fixture = {
        cpus: 1,
        storage: { size: 1048576 },
        facilities: { present: [], absent: [] },
        features: {},
        devices: [],
        ranges: [],
      };
      const answer = await machine.start(fixture);
      if (answer.kind === 'unsupported') throw new NotObservable(answer.what);
      this.running = answer.machine;
    }
    const request = { verb: 'settle', nanoseconds: 0n };
    const [answer] = await this.running.perform([request]);
    this.answer = answer.kind === 'done' ? 'yes' : answer.kind === 'unsupported' ? answer.what : 'no';
    this.#transcript.push({
      request: { verb: 'settle' },
      answer: { kind: answer.kind },
      text: `settle → ${this.answer}`,
    });
  }

  evidence() {
    const { failure } = this;
    return {
      ...(failure === undefined ? {} : { step: { index: failure.step, text: this.#steps[failure.step] ?? '' } }),
      message: failure?.error.message ?? '',
      differences: failure?.error.differences ?? [],
      transcript: this.#transcript,
      ...(failure?.error.kind === undefined ? {} : { machine: { kind: failure.error.kind } }),
    };
  }

  async end() {
    await this.running?.stop();
  }
}
setWorldConstructor(TinyWorld);

Given('a machine', () => {});
When('it is asked', function () {
  return this.do('it is asked', () => this.ask());
});
When('the machine is both', () => {});
When('the machine is {word}', () => {});
Then('it answers {word}', function (expected) {
  return this.do(`it answers ${expected}`, async () => {
    if (this.answer === undefined) await this.ask();
    this.expectations++;
    if (this.answer !== expected)
      throw new ExpectationNotMet('another answer', [{ where: 'answer', expected, seen: this.answer }]);
  });
});
Then('nothing is looked at', () => {});
