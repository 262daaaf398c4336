// SPDX-License-Identifier: GPL-3.0-or-later
// summary.mjs median FILE FIGURE: the median of one figure, as a whole number.
// summary.mjs table FOLDER SCENARIO…: medians of both servers and their ratios.
import { readFileSync } from 'node:fs';

const runs = file => readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(line => JSON.parse(line));

function median(values) {
    const sorted = values.filter(value => value !== undefined).sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const medians = file => {
    const all = runs(file);
    const names = Object.keys(all[0] ?? {});
    return Object.fromEntries(names.map(name => [name, median(all.map(run => run[name]))]));
};

const shown = value => value === undefined ? '–' : value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

function table(folder, scenarios) {
    const rows = [['scenario', 'figure', 'linnetd', 'Node.js', 'ratio']];
    for (const scenario of scenarios) {
        const [linnet, node] = ['linnet', 'node'].map(name => medians(`${folder}/${name}-${scenario}`));
        for (const figure of Object.keys(linnet))
            rows.push([scenario, figure, shown(linnet[figure]), shown(node[figure]), shown(linnet[figure] / node[figure])]);
    }
    rows.splice(1, 0, rows[0].map(() => '---'));
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}

const [command, ...words] = process.argv.slice(2);
if (command === 'median') console.log(Math.round(median(runs(words[0]).map(run => run[words[1]]))));
else table(words[0], words.slice(1));
