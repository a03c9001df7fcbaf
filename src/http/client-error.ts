import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { answer, type Problem, type ProblemAnswer, statusText } from './problem.js';

/**
 * Answers what is no HTTP request at all, and what never gets as far as the app, with a problem as well; then
 * closes the connection.
 */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { problem } = problemOfClient(error.code);
    const body = JSON.stringify({ ...problem, requestId: randomUUID() } satisfies Problem);
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${statusText(problem.status)}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

function problemOfClient(code: string | undefined): ProblemAnswer {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return answer('header-too-large', 'Send less in the address; POST /v1/match takes long statements');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return answer('timed-out', 'The request did not arrive whole in time; send it again');
  }
  return answer('bad-request', 'This is not an HTTP request that can be read');
}
