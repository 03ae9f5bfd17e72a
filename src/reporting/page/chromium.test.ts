import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Report } from '../../contract/documents/report';
import { packageRoot } from '../../package-root';
import { forms } from '../forms/forms';
import { hostile, sampleReport } from '../sample-report';
import { inChromium, type Opened } from './in-chromium';
import { page as render } from './page';

const folder = mkdtempSync(join(tmpdir(), 'tck-page-'));
const file = join(folder, 'compliance.html');

/** Real QEMU's report: its failures are known. */
before(() => {
  const command = [
    'certify',
    '--machine',
    'qemu',
    '--output',
    folder,
    '--quiet',
    '--only',
    'KEY-09',
    'KEY-14',
    'KEY-6*',
  ];
  const { status, stderr } = spawnSync(process.execPath, [join(packageRoot, 'bin/s390-tck.js'), ...command]);
  assert.equal(status, 1, String(stderr));
});

const visibleRules = (page: Page): Promise<string[]> =>
  page.$$eval('#list .rule .id', (ids) => ids.map((id) => id.textContent ?? ''));
const told = async (page: Page): Promise<string | null> => page.textContent('#shown');
const hashOf = (page: Page): string => decodeURIComponent(new URL(page.url()).hash);

function clean({ errors, requests }: Opened): void {
  assert.deepEqual([errors, requests], [[], []]);
}

test('the page opens from disk, asks for nothing, and its counts add up to the plan', async () => {
  const { counts, plan } = JSON.parse(readFileSync(join(folder, 'compliance.json'), 'utf8')) as Report;
  await inChromium(file, async (opened) => {
    const { page } = opened;
    const sum = await page.textContent('.sum');
    assert.match(sum!, new RegExp(`^${plan.examples} planned examples of ${plan.rules} rules = `));
    for (const [verdict, count] of Object.entries(counts))
      if (count > 0) assert.ok(sum!.includes(`${count} `), `${verdict}: ${sum}`);
    assert.equal(
      await told(page),
      `${plan.rules} of ${plan.rules} rules, ${plan.examples} of ${plan.examples} examples`,
    );
    clean(opened);
  });
});

test('a known failure of QEMU: deep link, evidence field by field, raw bytes, replay', async () => {
  await inChromium(
    file,
    async (opened) => {
      const { page } = opened;
      assert.equal(await page.getAttribute('#at-KEY-14 > h5 > button', 'aria-expanded'), 'true');
      assert.equal(await page.evaluate('document.activeElement.closest(".rule").id'), 'at-KEY-14');
      await page.click('#at-KEY-14 .example h6 button');
      const evidence = page.locator('#at-KEY-14 .example .evidence').first();
      await evidence.locator('.differences').waitFor();
      assert.deepEqual(await evidence.locator('.differences tbody tr').first().locator('th, td').allTextContents(), [
        'ending',
        'program',
        'completed',
      ]);
      assert.match(
        (await evidence.locator('.scenario .failing').textContent())!,
        /Then a protection exception is recognised.*failed here/,
      );
      const execute = evidence.locator('.transcript li.done', { hasText: 'execute' });
      await execute.locator('button.raw').click();
      assert.match(
        (await execute.locator('pre').textContent())!,
        /request \{"verb":"execute","cpu":0\}\nanswer {2}\{"kind":"ended"/,
      );
      assert.match(
        (await page.locator('#at-KEY-14 .command').first().textContent())!,
        /^s390-tck certify --machine qemu --only 'KEY-14\/a store/,
      );
      assert.match(hashOf(page), /^#KEY-14\/a store of/);
      clean(opened);
    },
    { hash: '#KEY-14' },
  );
});

test('filter and search, alone and together, with the state in the address', async () => {
  await inChromium(file, async (opened) => {
    const { page } = opened;
    await page.click('button.toggle[value=known-deviation]');
    assert.deepEqual(await visibleRules(page), ['KEY-09', 'KEY-14']);
    assert.equal(hashOf(page), '#?verdict=known-deviation');
    await page.keyboard.press('/');
    await page.keyboard.type("sToRe OF X'1122334455667788',");
    assert.deepEqual(await visibleRules(page), ['KEY-14']);
    assert.match((await told(page))!, /^1 of \d+ rules, 1 of \d+ examples$/);
    const address = page.url();
    await page.click('button.clear');
    assert.ok((await visibleRules(page)).length > 5);
    assert.equal(hashOf(page), '');
    await page.click('button.toggle[value=linux]');
    assert.ok(!(await visibleRules(page)).includes('KEY-14'));
    await page.goto('about:blank');
    await page.goto(address);
    assert.deepEqual(await visibleRules(page), ['KEY-14']);
    assert.equal(await page.inputValue('#search'), "sToRe OF X'1122334455667788',");
    assert.equal(await page.getAttribute('button.toggle[value=known-deviation]', 'aria-pressed'), 'true');
    await page.fill('#search', 'nothing like this');
    assert.match((await page.textContent('#list'))!, /No rule fits/);
    clean(opened);
  });
});

test('the keyboard alone reaches and opens everything', async () => {
  await inChromium(file, async ({ page }) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the rules');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'rules');
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate('document.activeElement.closest(".rule") !== null')) break;
    }
    assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-expanded")'), 'true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.closest(".example") !== null'), true);
  });
});

for (const look of [
  { name: 'light', dark: false, width: 1200 },
  { name: 'dark', dark: true, width: 1200 },
  { name: 'on a phone', dark: false, width: 360 },
])
  test(`${look.name}: names, roles, headings, contrast (axe), nothing wider than the window`, async () => {
    await inChromium(
      file,
      async ({ page }) => {
        await page.click('#at-KEY-14 .example h6 button');
        await page.locator('#at-KEY-14 .differences').first().waitFor();
        for (const summary of await page.$$('summary')) await summary.click();
        const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
        await page.evaluate(axe);
        const violations = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' ; ')))",
        );
        assert.deepEqual(violations, []);
        assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= look.width);
        const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        assert.equal(background, look.dark ? 'rgb(20, 23, 27)' : 'rgb(255, 255, 255)');
      },
      { ...look, hash: '#KEY-14' },
    );
  });

test('on paper: light, without controls, with what is open', async () => {
  await inChromium(
    file,
    async ({ page }) => {
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.isVisible('#controls'), false);
      assert.equal(await page.isVisible('#at-KEY-14 .example'), true);
      assert.equal(await page.evaluate('getComputedStyle(document.body).color'), 'rgb(27, 31, 36)');
      assert.ok((await page.pdf()).length > 10_000);
    },
    { dark: true, hash: '#KEY-14' },
  );
});

test('nothing a machine says runs, and all of it can be read', async () => {
  const report = sampleReport({ rules: 2, examplesPerRule: 1, verdictOf: () => 'fail', text: hostile });
  const own = join(folder, 'hostile.html');
  writeFileSync(own, render(report));
  await inChromium(
    own,
    async (opened) => {
      const { page } = opened;
      await page.locator('#at-KEY-01 .differences').waitFor();
      await page.locator('#at-KEY-01 button.raw').first().click();
      assert.equal(await page.evaluate('window.harmed'), undefined);
      assert.equal(await page.locator('img').count(), 0);
      const text = (await page.textContent('#at-KEY-01'))!;
      for (const part of ['</script><script>', '<img src=x', '\\x00\\x07\\x1b[31m\\u{d800}', '\\u{202e}'])
        assert.ok(text.includes(part), part);
      clean(opened);
      for (const { file: name, render: form } of forms.filter((each) => /\.(xml|svg)$/.test(each.file)))
        assert.equal(
          await page.evaluate(
            `String(new DOMParser().parseFromString(${JSON.stringify(form(report))}, 'application/xml').querySelector('parsererror'))`,
          ),
          'null',
          name,
        );
    },
    { hash: '#KEY-01' },
  );
});

test('5,000 examples are searched while one types', async () => {
  const own = join(folder, 'large.html');
  writeFileSync(
    own,
    render(sampleReport({ rules: 500, examplesPerRule: 10, verdictOf: (n) => (n % 9 === 0 ? 'fail' : 'pass') })),
  );
  await inChromium(own, async ({ page }) => {
    await page.fill('#search', 'KEY-499');
    assert.deepEqual(await visibleRules(page), ['KEY-499']);
    await page.click('#at-KEY-499 > h5 > button');
    assert.equal(await page.locator('#at-KEY-499 .example').count(), 10);
  });
});
