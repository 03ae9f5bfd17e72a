import type { Instance } from './instance';
import { unescapeBinary } from './packet';
import { includedAnnexes, type MappedRegister, parseRegisterMap } from './register-map';

/**
 * Reads the annexes of the target description and numbers the registers.
 * @throws UnknownTarget
 */
export async function readRegisterMap({ client, targetXml }: Instance): Promise<MappedRegister[]> {
  const annexes: string[] = [];
  for (const name of includedAnnexes(targetXml)) {
    let text = '';
    for (let more = true; more; ) {
      client.queue(`qXfer:features:read:${name}:${text.length.toString(16)},ffb`, (reply) => {
        more = reply.startsWith('m');
        text += unescapeBinary(reply.slice(1));
      });
      await client.exchange();
    }
    annexes.push(text);
  }
  return parseRegisterMap(annexes);
}
