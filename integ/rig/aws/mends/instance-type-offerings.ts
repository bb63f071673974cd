import { Mend } from '../mend';

/**
 * fakecloud tells of no instance type that a region offers. So it offers what was asked for, but for the family hpc6a, which
 * us-east-1 has not got on AWS either.
 */
export const instanceTypeOfferings: Mend = {
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html',
  actions: ['DescribeInstanceTypeOfferings'],
  answer: (xml, form) => {
    const asked = [...form].filter(([key]) => /^Filter\.\d+\.Value\.\d+$/.test(key)).map(([, type]) => type);
    const items = asked
      .filter((type) => !type.startsWith('hpc6a.'))
      .map((type) => `<item><instanceType>${type}</instanceType><locationType>region</locationType></item>`);
    return xml.replace(
      /(?=<\/DescribeInstanceTypeOfferingsResponse>)/,
      `<instanceTypeOfferingSet>${items.join('')}</instanceTypeOfferingSet>`,
    );
  },
};
