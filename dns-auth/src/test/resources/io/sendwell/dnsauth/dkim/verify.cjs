// Verifies messages with mailauth: KEYS FILE... where KEYS has a name, a tab and a record a line. Prints a line a message.
const fs = require('fs');
const { dkimVerify } = require('mailauth/lib/dkim/verify');

const [keyFile, ...paths] = process.argv.slice(2);
const keys = new Map(fs.readFileSync(keyFile, 'utf8').split('\n').map(line => line.split('\t')));
const resolver = async name => {
    if (!keys.has(name)) {
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    }
    return [[keys.get(name)]];
};

(async () => {
    for (const path of paths) {
        const { results } = await dkimVerify(fs.readFileSync(path), { resolver });
        console.log(results.map(result => result.status.result).join(' '));
    }
})();
