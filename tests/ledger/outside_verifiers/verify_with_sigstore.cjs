// Run by node: the verdict of @sigstore/verify (npm) on proofs of another log. argv[2] is the folder
// it is installed in; cases come as JSON on stdin, one true or false for each goes to stdout.
const { createPublicKey } = require('node:crypto');
const { readFileSync } = require('node:fs');
const folder = `${process.argv[2]}/node_modules/@sigstore/verify/dist`;
const { verifyTLogInclusion } = require(`${folder}/tlog/index.js`);
const { VerificationError } = require(`${folder}/error.js`);
const bytes = (text) => Buffer.from(text, 'base64');

function verdict(one) {
  const entry = {
    canonicalizedBody: bytes(one.act),
    inclusionProof: {
      logIndex: String(one.index),
      treeSize: String(one.size),
      rootHash: bytes(one.root),
      hashes: one.hashes.map(bytes),
      checkpoint: { envelope: one.checkpoint },
    },
  };
  const publicKey = createPublicKey({ key: bytes(one.spki), format: 'der', type: 'spki' });
  const log = { logID: bytes(one.id), publicKey, baseURL: one.name };
  try {
    verifyTLogInclusion(entry, [log]);
    return true;
  } catch (why) {
    if (why instanceof VerificationError) return false;
    throw why;
  }
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(verdict)));
