// Reads [{library, secret, headers, body}] and answers [true | false]: what each library says of each delivery.
'use strict';

const libraries = {
  standardwebhooks: require('standardwebhooks').Webhook,
  svix: require('svix').Webhook,
};
const { HTTP } = require('cloudevents');

function accepted({ library, secret, headers, body }) {
  try {
    if (library === 'cloudevents') {
      const event = HTTP.toEvent({ headers, body });
      return event.validate() && event.id === secret;
    }
    new libraries[library](secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

let text = '';
process.stdin.on('data', (chunk) => (text += chunk));
process.stdin.on('end', () => process.stdout.write(JSON.stringify(JSON.parse(text).map(accepted))));
