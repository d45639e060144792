// Sends through Mailjet's own Node client and prints one line of JSON for each call.
// Arguments: host:port, API key, secret key. The client is found through NODE_PATH.
const Mailjet = require('node-mailjet');

const [host, key, secret] = process.argv.slice(2);
Mailjet.Request.protocol = 'http://';
const client = Mailjet.apiConnect(key, secret, { config: { host }, options: { timeout: 30000 } });
const stranger = Mailjet.apiConnect(key, 'wrong', { config: { host }, options: { timeout: 30000 } });

const mail = (customId, from = 'news@example.org') => ({
  From: { Email: from, Name: 'Éxample Ñews' },
  To: [{ Email: 'grace@example.net', Name: 'Grace' }],
  Subject: 'Your October statement',
  TextPart: 'Hello Grace 👋',
  CustomID: customId,
  Attachments: [{ ContentType: 'text/plain', Filename: 'a.txt', Base64Content: 'SGVsbG8=' }],
});

const report = async (call) => {
  try {
    const { response, body } = await call();
    console.log(JSON.stringify({ status: response.status, body }));
  } catch (error) {
    console.log(JSON.stringify({ status: error.statusCode, body: error.response?.data ?? null }));
  }
};

const send = (from, request) => () => from.post('send', { version: 'v3.1' }).request(request);

(async () => {
  await report(send(client, { Messages: [mail('a'), mail('b'), mail('c')] }));
  await report(send(client, { AdvanceErrorHandling: true, Messages: [mail('d'), mail('e', 'x@example.com')] }));
  await report(send(client, { SandboxMode: true, Messages: [mail('f')] }));
  await report(send(stranger, { Messages: [mail('g')] }));
  await report(() => client.get('message', { version: 'v3' }).request({}, { CustomID: 'b', ShowCustomID: true }));
})();
