/** The page's script: the filters, and a finding that a link leads to. It has no text of the report. */
export const script = `
const form=document.querySelector('form');
if(form){
const findings=[...document.querySelectorAll('.finding')].map(element=>({element,text:(element.closest('.card').querySelector('header').textContent+' '+element.textContent+' '+element.dataset.plan).toLowerCase()}));
const cards=[...document.querySelectorAll('.card')],plans=[...document.querySelectorAll('section.plan')],count=document.getElementById('count');
const fields=['verdict','operation','group','plan'].map(name=>[name,document.getElementById(name)]).filter(([,field])=>field);
const text=document.getElementById('text');
const show=()=>{
const words=text.value.toLowerCase().split(/\\s+/);let shown=0;
for(const {element,text} of findings){
const match=fields.every(([name,field])=>!field.value||element.dataset[name]===field.value)&&words.every(word=>text.includes(word));
element.hidden=!match;if(match)shown++;
}
for(const card of cards)card.hidden=!card.querySelector('.finding:not([hidden])');
const filtered=shown<findings.length;
for(const plan of plans)plan.hidden=filtered&&!plan.querySelector('.finding:not([hidden])');
count.textContent=shown+' of '+findings.length;
};
const reveal=()=>{const target=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(target&&target.closest('[hidden]')){form.reset();show()}if(target)target.scrollIntoView()};
form.addEventListener('input',show);form.addEventListener('submit',event=>event.preventDefault());
addEventListener('hashchange',reveal);show();if(location.hash)reveal();
}
`;
