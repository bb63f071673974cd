import { Fn } from 'cdktf';
import { Color, MaintenancePage, MaintenancePageProps } from '../../../src';

describe('MaintenancePage', () => {
  test('is known by what it says', () => {
    const [one, same, other] = [{}, {}, { statusCode: 500 }].map((props) => new MaintenancePage(props));
    expect(one.targetId).toMatch(/^page:[0-9a-f]{12}$/);
    expect([same.targetId === one.targetId, other.targetId === one.targetId]).toEqual([true, false]);
    expect([one.color.name, one._response.statusCode, one._response.contentType]).toEqual([
      'maintenance',
      '503',
      'text/html',
    ]);
    expect(new MaintenancePage({ color: Color.of('closed') }).color.name).toBe('closed');
  });

  test.each<[MaintenancePageProps, string]>([
    [
      { body: 'x'.repeat(1025) },
      "MaintenancePage: body is 'xxxxxxxxxxxxxxxxxxxx...', which has 1025 characters; a load balancer answers with 1 to " +
        '1024. Write a shorter page, without pictures.',
    ],
    [{ body: '' }, 'which has 0 characters'],
    [
      { contentType: 'image/png' },
      "MaintenancePage: contentType is 'image/png', which a load balancer cannot answer with. Use one of text/html, text/plain, ",
    ],
    [
      { statusCode: 200 },
      'MaintenancePage: statusCode is 200, which does not say that the site cannot serve. Use 503, or another from 400 to 599.',
    ],
    [
      { body: Fn.upper('closed') },
      "MaintenancePage: body is 'a token', by which nobody could tell whether it is the page that is served. Write out",
    ],
  ])('refuses %j', (props, words) => {
    expect(() => new MaintenancePage(props)).toThrow(words);
  });
});
