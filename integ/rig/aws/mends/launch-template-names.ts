import { Mend, within } from '../mend';

/**
 * fakecloud lists every launch template, whichever names were asked for; so whoever asks for one by name fails as soon as
 * there are two.
 */
export const launchTemplateNames: Mend = {
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html',
  actions: ['DescribeLaunchTemplates'],
  answer: (xml, form) => {
    const names = [...form].filter(([key]) => /^LaunchTemplateName\.\d+$/.test(key)).map(([, name]) => name);
    if (!names.length) return xml;
    return within(xml, 'launchTemplates', (items) =>
      // Items end in front of the next one's name or the list's end: tags in them are items, too.
      items
        .split(/(?=<item><(?:launchTemplateId|launchTemplateName)>)/)
        .filter((item) => names.some((name) => item.includes(`<launchTemplateName>${name}</launchTemplateName>`)))
        .join(''),
    );
  },
};
